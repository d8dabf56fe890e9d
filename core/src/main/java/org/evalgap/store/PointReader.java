package org.evalgap.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.Word;
import org.evalgap.environment.DesignBrief;
import org.evalgap.environment.EnvironmentDesigner;
import org.evalgap.environment.EnvironmentSheet;
import org.evalgap.learner.Learner;
import org.evalgap.learner.Pupil;
import org.evalgap.learner.Setting;
import org.evalgap.learner.Trainer;
import org.evalgap.random.RandomStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads scenarios, and holds each against its key: so nothing is taken for a scenario that was changed by hand, or that a later
 * version wrote with a parameter that is not known here.
 */
final class PointReader {
    private static final Parameter[] PARAMETERS = Parameter.values();

    /** How a {@linkplain Scenario#partsText() text} ends. */
    private static final Pattern TOLD = Pattern.compile("environmentDesigner=(.*) trainer=", Pattern.DOTALL);

    private final Schema schema;

    /** The name of a trainer; what it did is in the store. */
    private record Recorded(String name) implements Trainer {
        @Override
        public Training begin() {
            throw new UnsupportedOperationException("only the name of trainer " + name + " is in the store");
        }
    }

    /** The name of a designer; what it built is in the store. */
    private record Designer(String name) implements EnvironmentDesigner {
        @Override
        public void design(DesignBrief brief, EnvironmentSheet sheet) {
            throw new UnsupportedOperationException("only the name of designer " + name + " is in the store");
        }
    }

    /** The name of a learner; what it learned is in the store. */
    private record Own(String name) implements Learner {
        @Override
        public Pupil begin(Setting setting, RandomStream stream) {
            throw new UnsupportedOperationException("only the name of learner " + name + " is in the store");
        }
    }

    PointReader(Schema schema) {
        this.schema = schema;
    }

    /** What it reads of table {@code point}, under the alias {@code p}. */
    String columns() {
        return Stream.concat(
                        Stream.of("p.hash", "p.trainer", "p.text", schema.read(Table.POINT, "p", Table.DESIGNER)),
                        Stream.concat(Table.PARAMETERS.stream(), Table.WORDS.stream())
                                .map(column -> schema.read(Table.POINT, "p", column)))
                .collect(Collectors.joining(", "));
    }

    /**
     * The scenario in a row whose columns from {@code at} on are {@link #columns()}. Sources of tasks are no columns of a result,
     * and are not needed for any.
     *
     * @param place where in the plan, for messages
     * @throws StoreException if it is not what its key says
     */
    Scenario read(ResultSet result, int at, long place) throws SQLException {
        String hash = result.getString(at);
        String trainer = result.getString(at + 1);
        String text = result.getString(at + 2);
        Map<Parameter, Double> settings = new EnumMap<>(Parameter.class);
        for (int i = 0; i < PARAMETERS.length; i++) {
            double value = result.getDouble(at + 4 + i);
            if (result.wasNull()) {
                throw StoreException.damaged("point " + place + " has no " + PARAMETERS[i].label());
            }
            settings.put(PARAMETERS[i], value);
        }
        if (hash == null || text == null) {
            throw StoreException.damaged("point " + place + " has no " + (hash == null ? "hash" : "text"));
        }
        try {
            Scenario scenario = Scenario.withDefaults()
                    .with(settings)
                    .withTrainer(new Recorded(trainer == null ? "" : trainer))
                    .withEnvironmentDesigner(new Designer(designer(result.getString(at + 3), text)));
            for (Word word : Word.values()) {
                String said = result.getString(at + 4 + PARAMETERS.length + word.ordinal());
                boolean own = word == Word.LEARNER && !word.words().contains(said);
                scenario = own && said != null
                        ? scenario.withLearner(new Own(said))
                        : scenario.with(word, said == null ? "" : said);
            }
            requireKey(place, hash, text, scenario);
            return scenario;
        } catch (IllegalArgumentException e) {
            throw StoreException.damaged("point " + place + ": " + e.getMessage());
        }
    }

    /** As it was entered, or, by a version that did not enter it, as the text has it. */
    private static String designer(@Nullable String entered, String text) {
        if (entered != null && !entered.isEmpty()) {
            return entered;
        }
        Matcher told = TOLD.matcher(text);
        return told.find() ? told.group(1) : "";
    }

    private void requireKey(long place, String hash, String text, Scenario scenario) {
        List<String> unknown = schema.unknown(Table.POINT);
        boolean whole = text.length() <= Ledger.LONGEST_TEXT;
        boolean sound = whole ? hash.equals(Texts.key(scenario, text)) && agrees(text, scenario) : unknown.isEmpty();
        if (sound) {
            return;
        }
        if (unknown.isEmpty()) {
            throw StoreException.damaged("point " + place + " is not the scenario that its key was made of");
        }
        throw new StoreException("point " + place + " may have a value of " + String.join(", ", unknown)
                + ", which this version does not know;\nuse the version of the program that wrote it");
    }

    /** Whether the columns of designer, trainer and words say what the text says, which alone the key is made of. */
    private static boolean agrees(String text, Scenario scenario) {
        String names = "environmentDesigner=" + scenario.environmentDesigner().name() + " trainer="
                + scenario.trainer().name();
        int at = text.lastIndexOf(names);
        String rest = at < 0 ? "" : text.substring(at + names.length()) + " ";
        return rest.startsWith(" ")
                && Arrays.stream(Word.values()).allMatch(word -> {
                    String value = scenario.get(word);
                    String label = " " + word.label() + "=";
                    return value.equals(word.byDefault()) ? !rest.contains(label) : rest.contains(label + value + " ");
                });
    }
}

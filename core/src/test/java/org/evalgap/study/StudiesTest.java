package org.evalgap.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.evalgap.study.frame.Claim;
import org.evalgap.study.frame.Figure;
import org.evalgap.study.frame.Figure.Series;
import org.evalgap.study.frame.Prose;
import org.evalgap.study.frame.Study;
import org.evalgap.study.frame.StudyParameter;
import org.evalgap.study.frame.StudyResult;
import org.evalgap.study.frame.StudySettings;
import org.evalgap.study.frame.StudyTable;
import org.evalgap.study.frame.Turning;
import org.evalgap.study.frame.Words;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every study promises. */
class StudiesTest {
    private static final Pattern WORDS = Pattern.compile("[a-z]+(-[a-z]+)*");

    /** Parameters that only say how many, of all studies or of one: left at small values to keep the test short. */
    private static final Map<String, Double> SIZES = Map.ofEntries(
            Map.entry("replicates", 2.0),
            Map.entry("updates", 10.0),
            Map.entry("worlds", 2.0),
            Map.entry("pretraining", 5.0),
            Map.entry("trials", 3.0),
            Map.entry("teams", 3.0),
            Map.entry("environments", 32.0),
            Map.entry("releases", 12.0),
            Map.entry("rounds", 30.0),
            Map.entry("deployment.rounds", 5.0),
            Map.entry("patience", 50.0),
            Map.entry("scaling-or-research.replicates", 1.0),
            Map.entry("limit", 40.0));

    private static final Map<String, StudyResult> RESULTS = new TreeMap<>();

    static Stream<Study> studies() {
        return Studies.all().stream();
    }

    private static StudySettings small(Study study) {
        StudySettings settings = study.defaults();
        for (StudyParameter parameter : study.parameters()) {
            Double size = SIZES.getOrDefault(study.name() + "." + parameter.name(), SIZES.get(parameter.name()));
            if (size != null) {
                settings = settings.with(parameter.name(), size);
            }
        }
        return settings;
    }

    /** Half a second of processor, or more, each time. */
    private static final Set<String> SLOW =
            Set.of("two-students", "two-explanations", "sample-efficiency", "emotions", "scaling-or-research");

    /** Parameters of slow studies that are tried here. */
    private static final int FEW = 3;

    static Stream<Study> slowStudies() {
        return studies().filter(study -> SLOW.contains(study.name()));
    }

    private static final Map<String, StudyResult> MEASURED = new TreeMap<>();

    /** Without what decides the finding, which costs more than all the rest. */
    private static synchronized StudyResult measured(Study study) {
        return MEASURED.computeIfAbsent(study.name(), name -> study.measure(small(study), 1));
    }

    /** The same with it, as a run has it. */
    private static synchronized StudyResult result(Study study) {
        return RESULTS.computeIfAbsent(
                study.name(), name -> measured(study).with(Turning.of(study.claim(small(study), 1), small(study))));
    }

    @Test
    void aRunIsWhatWasMeasuredWithWhatDecidesIt() {
        Study study = Studies.named("bug-loop");
        assertThat(study.run(small(study), 1)).isEqualTo(result(study));
    }

    @ParameterizedTest
    @MethodSource("studies")
    void namesAreHyphenatedWordsAndFindTheirStudy(Study study) {
        assertThat(study.name()).matches(WORDS);
        assertThat(Studies.named(study.name())).isSameAs(study);
        assertThat(Studies.all().stream().filter(s -> s.name().equals(study.name())))
                .hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("studies")
    void textsAreComplete(Study study) {
        Prose prose = study.prose();
        assertThat(prose.question()).endsWith("?");
        for (String text : List.of(prose.model(), prose.shows(), prose.cannotTell())) {
            assertThat(text.length()).isGreaterThan(150);
            assertThat(text.strip()).endsWith(".").doesNotContain("\n", "  ");
        }
        // Readers are told what was assumed before what follows from it.
        assertThat(prose.model()).matches("This study takes as given [^.]*(, and|; it) works out [^.]*\\. .*");
        assertThat(prose.literature())
                .hasSizeGreaterThan(2)
                .allMatch(reference -> reference.matches(".*\\(\\d{4}\\).*"));
        for (StudyParameter parameter : study.parameters()) {
            assertThat(parameter.name()).matches("[a-z][a-zA-Z]*");
            assertThat(parameter.meaning()).isNotBlank();
        }
    }

    /** Whoever rewrites a finding, or the assumption that decides it, looks for a method of this name. */
    @ParameterizedTest
    @MethodSource("studies")
    void findingsAreSaidInAMethodOfThatName(Study study) {
        assertThat(study.getClass().getDeclaredMethods())
                .extracting(Method::getName)
                .contains("finding");
    }

    @ParameterizedTest
    @MethodSource("studies")
    void resultsHaveTablesFiguresAndOneSentenceWithNumbers(Study study) {
        StudyResult result = result(study);
        assertThat(result.study()).isSameAs(study);
        assertThat(result.settings()).isEqualTo(small(study));
        assertThat(result.figures()).isNotEmpty();
        assertThat(result.tables())
                .allMatch(table -> WORDS.matcher(table.name()).matches());
        assertThat(result.tables()).allMatch(table -> !table.rows().isEmpty());
        assertThat(result.figures())
                .allMatch(figure -> WORDS.matcher(figure.name()).matches());
        assertThat(result.figures()).allSatisfy(figure -> {
            assertThat(figure.caption()).endsWith(".");
            assertThat(figure.title()).isNotBlank().doesNotEndWith(".");
            if (hasWhiskers(figure)) {
                assertThat(figure.caption()).containsPattern("Whiskers: 95 % intervals of [\\d,]+ \\w+[^.]*\\.$");
            }
        });
        assertThat(Set.copyOf(result.figures().stream().map(Figure::name).toList()))
                .hasSameSizeAs(result.figures());
        assertThat(result.finding()).endsWith(".").containsPattern("\\d").doesNotContain(". ", "NaN", "null");
    }

    private static boolean hasWhiskers(Figure figure) {
        List<Figure.Series> series = figure instanceof Figure.Lines lines
                ? lines.series()
                : figure instanceof Figure.Bars bars ? bars.series() : List.of();
        return series.stream().anyMatch(one -> !one.halfWidths().isEmpty());
    }

    static Stream<Study> quickStudies() {
        return studies().filter(study -> !SLOW.contains(study.name()));
    }

    @ParameterizedTest
    @MethodSource("quickStudies")
    void sameSeedGivesTheSameResultAndAnotherDiffers(Study study) {
        theSeedDecides(study);
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("slowStudies")
    void sameSeedGivesTheSameResultOfASlowStudyAndAnotherDiffers(Study study) {
        theSeedDecides(study);
    }

    private static void theSeedDecides(Study study) {
        StudyResult again = study.measure(small(study), 1);
        assertThat(again).isEqualTo(measured(study));
        assertThat(again.tables().stream().map(StudyTable::toCsv).toList())
                .isEqualTo(
                        measured(study).tables().stream().map(StudyTable::toCsv).toList());
        assertThat(study.measure(small(study), 2).tables())
                .isNotEqualTo(measured(study).tables());
    }

    /** Whoever reads a finding reads what it stands or falls with; the study's own margin changes its sign where it says so. */
    @ParameterizedTest
    @MethodSource("studies")
    void findingsNameTheAssumptionThatDecidesAndHowFarItMayMove(Study study) {
        StudySettings settings = small(study);
        Claim claim = study.claim(settings, 1);
        StudyTable table = result(study).tables().get(result(study).tables().size() - 1);
        assertThat(table.name()).isEqualTo("turning");
        assertThat(study.parameters()).contains(claim.deciding());
        assertThat(result(study).finding())
                .startsWith(measured(study)
                                .finding()
                                .substring(0, measured(study).finding().length() - 1) + "; the claim that ")
                .contains(claim.sentence())
                .containsPattern(
                        " (while|wherever) " + claim.deciding().name()
                                + " is [^()]* \\(it is [^() ]* here(, and was tried (up|down) to [^() ]*)?(; found with [^() ]* replicates?)?\\)\\.$");
        // Turns that rest on a few worlds say so.
        assertThat(result(study)
                        .finding()
                        .endsWith("; found with " + Words.count(claim.replicates(), "replicate") + ")."))
                .isEqualTo(claim.replicates() > 0);
        boolean holds = table.column("holds").get(0).equals("yes");
        for (String end : List.of("downTo", "upTo")) {
            if (table.column(end).get(0) instanceof Double turn) {
                double direction = end.equals("upTo") ? 1 : -1;
                double step = claim.deciding().range().whole() ? 1 : 0.006 * Math.max(Math.abs(turn), 1e-3);
                assertThat(claim.holds(settings, turn)).isEqualTo(holds);
                assertThat(claim.holds(settings, turn + direction * step)).isEqualTo(!holds);
            }
        }
    }

    /** Renderers refuse two series, or two groups of bars, of one name. */
    private static void namesAreDistinct(StudyResult result, String where) {
        for (Figure figure : result.figures()) {
            List<Series> series = figure instanceof Figure.Lines lines
                    ? lines.series()
                    : figure instanceof Figure.Bars bars ? bars.series() : List.of();
            assertThat(series)
                    .as(where + ", " + figure.name())
                    .extracting(Series::name)
                    .doesNotHaveDuplicates();
            if (figure instanceof Figure.Bars bars) {
                assertThat(bars.groups()).as(where + ", " + figure.name()).doesNotHaveDuplicates();
            }
        }
    }

    /** A picture has room for some 78 letters below its bars. */
    @ParameterizedTest
    @MethodSource("studies")
    void namesInFiguresAreDistinctAndBarsLabelsDoNotOverlap(Study study) {
        namesAreDistinct(measured(study), "small");
        for (Figure figure : measured(study).figures()) {
            if (figure instanceof Figure.Bars bars) {
                for (int i = 1; i < bars.groups().size(); i++) {
                    int letters = bars.groups().get(i - 1).length()
                            + bars.groups().get(i).length();
                    assertThat(letters / 2.0)
                            .as(figure.name() + ": " + bars.groups())
                            .isLessThanOrEqualTo(78.0 / bars.groups().size());
                }
            }
        }
    }

    /** Values at which a series, or a group, once had the name of another. */
    @ParameterizedTest
    @CsvSource({
        "small-compute, needSpread, 3",
        "small-compute, needSpread, 5",
        "small-compute, medianNeed, 1e8",
        "small-compute, medianNeed, 2e4",
        "competition, copying, 0.2501",
        "private-variants, limit, 1"
    })
    void namesInFiguresAreDistinctAtTheEndsOfRanges(String name, String parameter, double value) {
        Study study = Studies.named(name);
        namesAreDistinct(study.measure(small(study).with(parameter, value), 1), parameter + "=" + value);
    }

    /** Every parameter that is not a size changes something, and half of them the sentence; of slow studies three are tried, and one does. */
    @ParameterizedTest
    @MethodSource("studies")
    void parametersChangeTheResultAndTheFinding(Study study) {
        parametersChangeTheResult(study, SLOW.contains(study.name()) ? FEW : Integer.MAX_VALUE);
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("slowStudies")
    void everyParameterOfASlowStudyChangesTheResultAndMostTheFinding(Study study) {
        parametersChangeTheResult(study, Integer.MAX_VALUE);
    }

    private static void parametersChangeTheResult(Study study, int most) {
        int changedSentences = 0;
        int tried = 0;
        for (StudyParameter parameter : study.parameters()) {
            if (SIZES.containsKey(parameter.name()) || tried == most) {
                continue;
            }
            StudyResult changed = study.measure(small(study).with(parameter.name(), other(parameter)), 1);
            tried++;
            boolean sameSentence = changed.finding().equals(measured(study).finding());
            boolean sameTables = changed.tables().equals(measured(study).tables());
            assertThat(sameSentence && sameTables).as(parameter.name()).isFalse();
            changedSentences += sameSentence ? 0 : 1;
        }
        assertThat(changedSentences).isGreaterThanOrEqualTo(most == FEW ? 1 : (tried + 1) / 2);
    }

    private static double other(StudyParameter parameter) {
        double byDefault = parameter.defaultValue();
        for (double candidate : new double[] {byDefault * 0.8, byDefault + 1, byDefault + 0.3, byDefault - 1}) {
            if (candidate != byDefault && parameter.range().contains(candidate)) {
                return candidate;
            }
        }
        return parameter.range().least();
    }

    /** At both ends of every range: finite numbers (tables refuse others), in seconds, or a refusal that names a parameter. */
    @Tag("long")
    @ParameterizedTest
    @MethodSource("studies")
    void endsOfEveryRangeGiveNumbersOrAClearRefusal(Study study) {
        if (study.name().equals("scaling-or-research")) {
            return; // One run takes a second; its own test covers what differs.
        }
        for (StudyParameter parameter : study.parameters()) {
            if (SIZES.containsKey(parameter.name())) {
                continue;
            }
            for (double value :
                    new double[] {parameter.range().least(), parameter.range().most()}) {
                String finding;
                try {
                    StudyResult result = study.run(small(study).with(parameter.name(), value), 1);
                    finding = result.finding();
                    namesAreDistinct(result, parameter.name() + "=" + value);
                } catch (IllegalArgumentException refusal) {
                    finding = refusal.getMessage();
                    assertThat(finding).contains(parameter.name());
                }
                assertThat(finding).as(parameter.name() + "=" + value).doesNotContain("NaN");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("studies")
    void valuesOutsideTheRangeAreRefusedWithTheRange(Study study) {
        for (StudyParameter parameter : study.parameters()) {
            for (double value : new double[] {Double.NaN, parameter.range().most() * 2 + 1}) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> study.defaults().with(parameter.name(), value))
                        .withMessageContaining(parameter.name())
                        .withMessageContaining(parameter.range().toString())
                        .withMessageContaining(Words.exact(value));
            }
        }
    }

    @Test
    void misspeltNamesAreRefusedWithTheNearest() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Studies.named("bugloop"))
                .withMessageContaining("\"bugloop\"")
                .withMessageContaining("did you mean \"bug-loop\"");
        StudySettings settings = Studies.named("bug-loop").defaults();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.with("memorisation=0.5"))
                .withMessageContaining("did you mean \"memorization\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.with("memorization=much"))
                .withMessageContaining("memorization must be a number in [0, 1]: \"much\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.with("memorization"))
                .withMessageContaining("NAME=VALUE");
    }

    @Test
    void settingsAreImmutableAndReadBack() {
        StudySettings settings = Studies.named("bug-loop").defaults();
        StudySettings changed = settings.with("breadth = 2.5");
        StudyParameter breadth = settings.parameters().stream()
                .filter(p -> p.name().equals("breadth"))
                .findFirst()
                .orElseThrow();
        assertThat(changed.get(breadth)).isEqualTo(2.5);
        assertThat(settings.get(breadth)).isEqualTo(1);
        assertThat(changed)
                .isNotEqualTo(settings)
                .hasToString(settings.toString().replace("breadth=1", "breadth=2.5"));
    }
}

package org.evalgap.cli.input;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which column of a table of scores is what: as the user says, else by the usual spellings. */
public final class ScoreColumns {
    /** The column that names the model. */
    static final String MODEL = "model";

    /** The column that names the eval, where a table holds several. */
    static final String EVAL = "eval";

    /** Columns of scores, all fractions or all percentages. */
    static final List<String> SCORES = List.of("public", "fresh", "fresh2");

    /** Spellings without case, spaces and punctuation; the first of each list is the name in messages and options. */
    private static final Map<String, List<String>> SPELLINGS = spellings();

    private final CsvTable table;
    private final Map<String, String> found = new LinkedHashMap<>();

    /**
     * Finds the columns.
     *
     * @param table the table
     * @param mapping the user's choice: our name to a header of the table
     * @throws InputException if the mapping names what is not there, or two columns could be the same thing
     */
    public ScoreColumns(CsvTable table, Map<String, String> mapping) {
        this.table = table;
        mapping.forEach((name, header) -> {
            if (!SPELLINGS.containsKey(name)) {
                throw new InputException("--column " + name + "=" + header + ": no such thing as \"" + name
                        + "\"; known are " + String.join(", ", SPELLINGS.keySet()));
            }
            if (!table.has(header)) {
                throw new InputException(table.file() + ": no column \"" + header + "\" (--column " + name
                        + "); the header has " + String.join(", ", table.header()));
            }
            found.put(name, header);
        });
        SPELLINGS.forEach((name, spellings) -> {
            if (!found.containsKey(name)) {
                String header = find(name, spellings);
                if (header != null) {
                    found.put(name, header);
                }
            }
        });
    }

    private @Nullable String find(String name, List<String> spellings) {
        String match = null;
        for (String header : table.header()) {
            if (spellings.contains(plain(header)) && !found.containsValue(header)) {
                if (match != null) {
                    throw new InputException(table.file() + ": columns \"" + match + "\" and \"" + header
                            + "\" could both be " + name + "; say which with --column " + name + "=HEADER");
                }
                match = header;
            }
        }
        return match;
    }

    boolean has(String name) {
        return found.containsKey(name);
    }

    /** The header of a column that is there. */
    String header(String name) {
        String header = found.get(name);
        if (header == null) {
            throw missing(name);
        }
        return header;
    }

    void require(String name) {
        header(name);
    }

    InputException missing(String name) {
        String option = name.endsWith("Items") && !name.startsWith("fresh2")
                ? ", or --" + name.replace("Items", "-items") + " N for all rows"
                : "";
        return new InputException(table.file() + ": no column for \"" + name + "\" among "
                + String.join(", ", table.header()) + ";\ngive one, or say which it is with --column "
                + name + "=HEADER" + option);
    }

    private static String plain(String header) {
        return header.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    private static Map<String, List<String>> spellings() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        all.put(MODEL, List.of("model", "modelname", "name", "system"));
        all.put(EVAL, List.of("eval", "evalname", "task"));
        all.put("public", List.of("public", "publicscore", "publicaccuracy", "publicacc", "scorepublic", "accpublic"));
        all.put(
                "fresh",
                List.of("fresh", "freshscore", "freshaccuracy", "freshacc", "scorefresh", "heldout", "private"));
        all.put("publicRight", List.of("publicright", "publiccorrect", "publiccount"));
        all.put("freshRight", List.of("freshright", "freshcorrect", "freshcount"));
        all.put("publicItems", List.of("publicitems", "publicn", "npublic", "publicsize"));
        all.put("freshItems", List.of("freshitems", "freshn", "nfresh", "freshsize"));
        all.put("publicError", List.of("publicerror", "publicse", "publicstderr", "publicstandarderror"));
        all.put("freshError", List.of("fresherror", "freshse", "freshstderr", "freshstandarderror"));
        all.put("publicGuess", List.of("publicguess", "publicchance"));
        all.put("freshGuess", List.of("freshguess", "freshchance"));
        all.put("publicClusterSize", List.of("publicclustersize", "publiccluster"));
        all.put("freshClusterSize", List.of("freshclustersize", "freshcluster"));
        all.put("fresh2", List.of("fresh2", "fresh2score", "secondfresh"));
        all.put("fresh2Right", List.of("fresh2right", "fresh2correct"));
        all.put("fresh2Items", List.of("fresh2items", "fresh2n"));
        all.put("fresh2Guess", List.of("fresh2guess", "fresh2chance"));
        all.put("fresh2ClusterSize", List.of("fresh2clustersize", "fresh2cluster"));
        all.put("family", List.of("family", "modelfamily", "developer", "organization", "organisation"));
        all.put("reference", List.of("reference", "isreference", "clean", "believedclean"));
        return all;
    }
}

package org.evalgap.cli.suite;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a table may say of an item, beside its coordinates {@code x0}, {@code x1}, …. */
enum Column {
    ID("id"),
    TEXT("text"),
    ANSWER("answer"),
    DIFFICULTY("difficulty"),
    SUCCESSES("successes"),
    ATTEMPTS("attempts"),
    PASS_RATE("passRate"),
    SHARE("share"),
    WEIGHT("weight"),
    FORMAT("format"),
    FAMILY("family"),
    /** What the team knows of the item itself; carried into tables, and used by nothing. */
    KIND("kind"),
    EMBEDDING("embedding");

    /** How many there are. */
    static final int COUNT = values().length;

    private final String label;

    Column(String label) {
        this.label = label;
    }

    /** The name in files. */
    String label() {
        return label;
    }

    static Optional<Column> find(String label) {
        return Arrays.stream(values()).filter(c -> c.label.equals(label)).findFirst();
    }

    static List<String> labels() {
        return Arrays.stream(values()).map(Column::label).toList();
    }
}

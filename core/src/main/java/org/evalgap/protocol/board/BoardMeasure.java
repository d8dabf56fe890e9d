package org.evalgap.protocol.board;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What an eval's owner measures of a board at one release. */
public enum BoardMeasure {
    /** Told minus true fresh score, a share of items; mean over labs. */
    TOLD_INFLATION("toldInflation", false),
    /** Kendall's τ_b between the board and scores at work; 0 where all are tied. */
    KENDALL_WORK("kendallWork", true),
    /** Kendall's τ_b between the board and true scores on fresh items; 0 where all are tied. */
    KENDALL_FRESH("kendallFresh", true),
    /** Spearman's ρ between the board and scores at work; 0 where all are tied. */
    SPEARMAN_WORK("spearmanWork", true),
    /** Spearman's ρ between the board and true scores on fresh items; 0 where all are tied. */
    SPEARMAN_FRESH("spearmanFresh", true),
    /** What is lost by taking the board's first: the best score at work minus that of the first, a share of tasks. */
    REGRET("regret", false),
    /** Items written since the first release, beyond the first set. */
    FRESH_ITEMS_SPENT("freshItemsSpent", false),
    /** Told inflation under the plan's first protocol minus that under this one, in the same replicates. */
    BOUGHT_OFF("inflationBoughtOff", true),
    /** 1 where the board's first is the best at work, else 0: a share of replicates. */
    FIRST_IS_BEST("firstIsBest", true);

    private final String label;
    private final boolean highIsGood;

    BoardMeasure(String label, boolean highIsGood) {
        this.label = label;
        this.highIsGood = highIsGood;
    }

    /**
     * The name in result columns and targets.
     *
     * @return camel case
     */
    public String label() {
        return label;
    }

    /**
     * Whether an owner wants much of it.
     *
     * @return false where little is wanted
     */
    public boolean highIsGood() {
        return highIsGood;
    }

    static Optional<BoardMeasure> labelled(String label) {
        return Arrays.stream(values()).filter(m -> m.label.equals(label)).findFirst();
    }

    static List<String> labels() {
        return Arrays.stream(values()).map(BoardMeasure::label).toList();
    }
}

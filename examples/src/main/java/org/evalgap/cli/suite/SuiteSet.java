package org.evalgap.cli.suite;

import java.util.List;
import org.evalgap.audit.ItemSet;
import org.evalgap.audit.ItemSetBuilder;
import org.evalgap.audit.Positions;
import org.evalgap.cli.input.InputException;
import org.jspecify.annotations.Nullable;

/**
 * One set of items as files have it; what no row has is null. Numbers of rows without one are NaN. Immutable: nobody writes to
 * its arrays.
 *
 * @param part what it is in the audit
 * @param ids one an item, no two alike
 * @param wheres file and line of each item
 * @param unused fields that no column is named after
 * @param texts what people read
 * @param answers what the items ask for
 * @param families items of one family are alike; blank is a family of its own
 * @param kinds what the team knows of the items; used by nothing
 * @param difficulties logits
 * @param successes of the attempts
 * @param attempts by the model before training
 * @param shares of the training
 * @param weights in scores
 * @param formats 0 or 1
 * @param positions one row an item
 */
public record SuiteSet(
        Part part,
        List<String> ids,
        List<String> wheres,
        List<String> unused,
        @Nullable List<String> texts,
        @Nullable List<String> answers,
        @Nullable List<String> families,
        @Nullable List<String> kinds,
        double @Nullable [] difficulties,
        double @Nullable [] successes,
        double @Nullable [] attempts,
        double @Nullable [] shares,
        double @Nullable [] weights,
        double @Nullable [] formats,
        @Nullable Positions positions) {

    /**
     * How many items there are.
     *
     * @return at least 1
     */
    public int size() {
        return ids.size();
    }

    /**
     * Whether there is nothing but what tables of coordinates had before there were texts.
     *
     * @return true if so
     */
    public boolean isPlain() {
        return texts == null
                && (answers == null || answers.stream().allMatch(a -> a.isEmpty() || sign(a) != 0))
                && difficulties != null
                && families == null
                && kinds == null
                && attempts == null
                && shares == null;
    }

    /**
     * The answer of an item of a plain set.
     *
     * @param i which item
     * @return 1 or −1; null where it is left to the rule
     */
    public @Nullable Integer rule(int i) {
        return answers == null || answers.get(i).isEmpty() ? null : sign(answers.get(i));
    }

    /** 1 or −1, as tables of tasks have answers; 0 for others. */
    private static int sign(String answer) {
        double number = Decimals.parse(answer);
        return Math.abs(number) == 1 ? (int) number : 0;
    }

    /**
     * A copy at other positions.
     *
     * @param others as many as there are items
     * @return the copy
     */
    public SuiteSet withPositions(Positions others) {
        return new SuiteSet(
                part,
                ids,
                wheres,
                unused,
                texts,
                answers,
                families,
                kinds,
                difficulties,
                successes,
                attempts,
                shares,
                weights,
                formats,
                others);
    }

    /**
     * The set for the library.
     *
     * @return its items
     * @throws InputException if it has no positions, or if the library refuses something
     */
    public ItemSet items() {
        if (positions == null) {
            throw new InputException(wheres.get(0) + ": no embedding and no text; give columns x0, x1, …, or \"text\"");
        }
        ItemSetBuilder builder = ItemSet.builder(positions).ids(ids);
        if (difficulties != null) {
            builder.difficulties(difficulties);
        }
        if (successes != null && attempts != null) {
            builder.attempts(successes, attempts);
        }
        if (shares != null) {
            builder.shares(orOne(shares));
        }
        if (weights != null) {
            builder.weights(orOne(weights));
        }
        if (formats != null) {
            builder.formats(wholes(formats));
        }
        if (families != null) {
            builder.families(families);
        }
        if (texts != null) {
            builder.texts(texts);
        }
        if (answers != null) {
            builder.answers(answers);
        }
        try {
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw new InputException(part.label() + " set, from " + wheres.get(0) + " on: " + e.getMessage());
        }
    }

    private static double[] orOne(double[] numbers) {
        double[] filled = numbers.clone();
        for (int i = 0; i < filled.length; i++) {
            filled[i] = Double.isNaN(filled[i]) ? 1 : filled[i];
        }
        return filled;
    }

    private static int[] wholes(double[] numbers) {
        int[] wholes = new int[numbers.length];
        for (int i = 0; i < wholes.length; i++) {
            wholes[i] = Double.isNaN(numbers[i]) ? -1 : (int) numbers[i];
        }
        return wholes;
    }
}

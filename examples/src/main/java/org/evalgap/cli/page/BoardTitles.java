package org.evalgap.cli.page;

import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.evalgap.cli.output.Numbers;
import org.evalgap.protocol.board.BoardMeasure;
import org.evalgap.protocol.board.BoardResult;
import org.evalgap.protocol.board.BoardResult.Estimate;
import org.evalgap.protocol.board.LabMeasure;

/** What the figures of a board show at the last release, in a sentence each, from the numbers that are drawn. */
final class BoardTitles {
    private static final double POINTS = 100;

    private final BoardResult result;
    private final int last;
    private final List<Integer> all;

    BoardTitles(BoardResult result) {
        this.result = result;
        this.last = result.plan().releases() - 1;
        this.all = IntStream.range(0, result.plan().protocols().size()).boxed().toList();
    }

    /** What boards tell too much. */
    String inflation() {
        return ends(BoardMeasure.TOLD_INFLATION, POINTS, 1, " tells ", " points too much");
    }

    /** How boards rank labs. */
    String order() {
        return ends(BoardMeasure.KENDALL_WORK, 1, 2, " has τ ", " with work");
    }

    /** What is lost by taking a board's first. */
    String regret() {
        return ends(BoardMeasure.REGRET, POINTS, 1, "'s first lab does ", " points less than the best at work");
    }

    /** The least and the greatest of the protocols, where chance does not make the difference. */
    private String ends(BoardMeasure measure, double unit, int decimals, String verb, String object) {
        IntFunction<Estimate> at = p -> result.of(p, last, measure);
        int least = least(at);
        int most = all.stream()
                .max(Comparator.comparingDouble(p -> at.apply(p).mean()))
                .orElseThrow();
        String begin = "At release " + (last + 1) + " ";
        if (least == most) {
            return begin + name(least) + verb + number(unit * at.apply(least).mean(), decimals) + object;
        }
        if (!apart(at.apply(least), at.apply(most))) {
            return begin + "no two protocols are told apart: each" + verb
                    + number(unit * at.apply(least).mean(), decimals) + " to "
                    + number(unit * at.apply(most).mean(), decimals) + object;
        }
        return begin + name(least) + verb + number(unit * at.apply(least).mean(), decimals) + object + ", " + name(most)
                + ": " + number(unit * at.apply(most).mean(), decimals);
    }

    private static boolean apart(Estimate low, Estimate high) {
        double reach = Math.sqrt(low.halfWidth() * low.halfWidth() + high.halfWidth() * high.halfWidth());
        return high.mean() - low.mean() > reach;
    }

    /** Where the score that is told is farthest from the true one. */
    String told() {
        int farthest = all.stream()
                .max(Comparator.comparingDouble(
                        p -> Math.abs(score(p, LabMeasure.REPORTED_SCORE) - score(p, LabMeasure.FRESH_SCORE))))
                .orElseThrow();
        return "At release " + (last + 1) + " " + name(farthest) + " tells "
                + number(score(farthest, LabMeasure.REPORTED_SCORE), 1) + " points where labs have "
                + number(score(farthest, LabMeasure.FRESH_SCORE), 1) + " on fresh items";
    }

    /** The least inflation and the most items. */
    String cost() {
        int least = least(p -> result.of(p, last, BoardMeasure.TOLD_INFLATION));
        int dearest = all.stream().max(Comparator.comparingDouble(this::items)).orElseThrow();
        String first = name(least) + " tells " + inflation(least) + " points too much with " + newItems(least);
        return least == dearest
                ? first
                : first + ", " + name(dearest) + ": " + inflation(dearest) + " with " + newItems(dearest);
    }

    private int least(IntFunction<Estimate> at) {
        return all.stream()
                .min(Comparator.comparingDouble(p -> at.apply(p).mean()))
                .orElseThrow();
    }

    private double score(int protocol, LabMeasure measure) {
        return POINTS * result.ofAllLabs(protocol, last, measure).mean();
    }

    private double items(int protocol) {
        return result.of(protocol, last, BoardMeasure.FRESH_ITEMS_SPENT).mean();
    }

    private String newItems(int protocol) {
        return Numbers.text(items(protocol)) + " new items";
    }

    private String inflation(int protocol) {
        return number(
                POINTS * result.of(protocol, last, BoardMeasure.TOLD_INFLATION).mean(), 1);
    }

    private String name(int protocol) {
        return result.plan().protocols().get(protocol).name();
    }

    private static String number(double value, int decimals) {
        return Numbers.fixed(value, decimals).replace('-', '−');
    }
}

package org.evalgap.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.evalgap.protocol.board.BoardMeasure;
import org.evalgap.protocol.board.BoardPlan;
import org.evalgap.protocol.board.BoardResult;
import org.evalgap.protocol.board.BoardResult.Estimate;
import org.evalgap.protocol.board.BoardResult.Further;
import org.evalgap.protocol.board.BoardResult.Verdict;
import org.evalgap.protocol.board.LabMeasure;
import org.evalgap.sweep.ResultNames;
import org.jspecify.annotations.Nullable;

/** Results of boards for programs. Releases count from 1. */
public final class BoardRecords {
    private static final List<BoardMeasure> OF_BOARD = List.of(
            BoardMeasure.KENDALL_WORK, BoardMeasure.KENDALL_FRESH, BoardMeasure.REGRET, BoardMeasure.FRESH_ITEMS_SPENT);

    private BoardRecords() {}

    /**
     * One line a protocol, release and lab; what is measured of the board is repeated on the lines of its labs.
     *
     * @param result the result
     * @return comma-separated values
     */
    public static String csv(BoardResult result) {
        List<String> header = new ArrayList<>(List.of("protocol", "release", "lab"));
        for (LabMeasure measure : LabMeasure.values()) {
            header.addAll(List.of(measure.label(), measure.label() + ResultNames.ERROR));
        }
        for (BoardMeasure measure : OF_BOARD) {
            header.addAll(List.of(measure.label(), measure.label() + ResultNames.ERROR));
        }
        List<List<Object>> records = new ArrayList<>();
        BoardPlan plan = result.plan();
        for (int p = 0; p < plan.protocols().size(); p++) {
            for (int r = 0; r < plan.releases(); r++) {
                for (int l = 0; l < plan.labs().size(); l++) {
                    records.add(record(result, p, r, l));
                }
            }
        }
        return Csv.text(header, records);
    }

    private static List<Object> record(BoardResult result, int p, int r, int l) {
        List<Object> cells = new ArrayList<>();
        cells.add(result.plan().protocols().get(p).name());
        cells.add(r + 1);
        cells.add(result.plan().labs().get(l).name());
        for (LabMeasure measure : LabMeasure.values()) {
            add(cells, result.of(p, r, l, measure));
        }
        for (BoardMeasure measure : OF_BOARD) {
            add(cells, result.of(p, r, measure));
        }
        return cells;
    }

    private static void add(List<Object> cells, Estimate estimate) {
        cells.add(estimate.mean());
        cells.add(estimate.standardError());
    }

    /**
     * The same as a tree, with half-lives, verdicts and the cheapest protocol that keeps the target.
     *
     * @param result the result
     * @return JSON
     */
    public static String json(BoardResult result) {
        BoardPlan plan = result.plan();
        List<Object> protocols = new ArrayList<>();
        for (int p = 0; p < plan.protocols().size(); p++) {
            protocols.add(protocol(result, p));
        }
        OptionalInt cheapest = result.cheapest();
        return Json.text(Tree.of(
                "releases", plan.releases(),
                "replicates", plan.replicates(),
                "seed", plan.seed(),
                "itemsOfASet", plan.labs().get(0).scenario().publicItems(),
                "level", plan.level(),
                "target", plan.target().map(target -> (Object) target.text()).orElse(null),
                "cheapest",
                        cheapest.isPresent()
                                ? plan.protocols().get(cheapest.getAsInt()).name()
                                : null,
                "protocols", protocols));
    }

    private static Map<String, @Nullable Object> protocol(BoardResult result, int p) {
        BoardPlan plan = result.plan();
        Optional<Further> further = result.further(p);
        Map<String, @Nullable Object> out = Tree.of(
                "protocol",
                plan.protocols().get(p).name(),
                "halfLife",
                number(result.halfLife(p)),
                "halfLifeAtLeast",
                number(result.halfLifeAtLeast(p)),
                "halfLifeAtMost",
                number(result.halfLifeAtMost(p)),
                "inflationBoughtOffPerItem",
                result.boughtPerItem(p).mean(),
                "inflationBoughtOffPerItem" + ResultNames.ERROR,
                result.boughtPerItem(p).standardError(),
                "inflationBoughtOffPerFurtherItem",
                further.map(f -> f.perItem().mean()).orElse(null),
                "inflationBoughtOffPerFurtherItem" + ResultNames.ERROR,
                further.map(f -> f.perItem().standardError()).orElse(null),
                "furtherItemsBeyond",
                further.map(f -> plan.protocols().get(f.beyond()).name()).orElse(null));
        if (plan.target().isPresent()) {
            Verdict verdict = result.verdict(p);
            out.put("keepsTarget", verdict.kept());
            out.put("worstRelease", verdict.release() + 1);
            out.put("sure", verdict.sure());
        }
        List<Object> releases = new ArrayList<>();
        for (int r = 0; r < plan.releases(); r++) {
            releases.add(release(result, p, r));
        }
        out.put("releases", releases);
        return out;
    }

    private static @Nullable Integer number(OptionalInt releases) {
        return releases.isPresent() ? releases.getAsInt() : null;
    }

    private static Map<String, @Nullable Object> release(BoardResult result, int p, int r) {
        Map<String, @Nullable Object> out = Tree.of("release", r + 1);
        for (BoardMeasure measure : BoardMeasure.values()) {
            put(out, measure.label(), result.of(p, r, measure));
        }
        List<Object> labs = new ArrayList<>();
        for (int l = 0; l < result.plan().labs().size(); l++) {
            Map<String, @Nullable Object> lab =
                    Tree.of("lab", result.plan().labs().get(l).name());
            for (LabMeasure measure : LabMeasure.values()) {
                put(lab, measure.label(), result.of(p, r, l, measure));
            }
            labs.add(lab);
        }
        out.put("labs", labs);
        return out;
    }

    private static void put(Map<String, @Nullable Object> out, String label, Estimate estimate) {
        out.put(label, estimate.mean());
        out.put(label + ResultNames.ERROR, estimate.standardError());
    }
}

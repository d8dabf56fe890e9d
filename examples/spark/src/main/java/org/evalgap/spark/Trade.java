package org.evalgap.spark;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.evalgap.sensitivity.SobolAnalysis;
import org.evalgap.sensitivity.StarPiece;
import org.evalgap.sweep.run.UnitResult;
import org.evalgap.sweep.run.WorkUnit;
import org.evalgap.sweep.run.Workshop;
import org.jspecify.annotations.Nullable;

/** The kinds of work that executors know. */
enum Trade {
    /** Units of a sweep. */
    SWEEP(Trade::sweep),

    /** Pieces of a sensitivity analysis. */
    SENSITIVITY(Trade::sensitivity);

    private final Function<Brief, Hand> hands;

    Trade(Function<Brief, Hand> hands) {
        this.hands = hands;
    }

    /** Does pieces of work; safe for use by many threads. */
    @FunctionalInterface
    interface Hand {
        /** What came of a piece; null if it was stopped. */
        byte @Nullable [] work(byte[] piece, BooleanSupplier stopped);
    }

    /** Who does pieces of a brief. */
    static Hand of(Brief brief) {
        return valueOf(brief.kind()).hands.apply(brief);
    }

    /** What an analysis needs beside the plan. */
    static String details(int samples, List<String> outputs) {
        return samples + "\n" + String.join("\n", outputs);
    }

    private static Hand sensitivity(Brief brief) {
        List<String> details = brief.details().lines().toList();
        SobolAnalysis analysis = SobolAnalysis.of(brief.plan().plan(), details.subList(1, details.size()))
                .withSamples(Integer.parseInt(details.get(0)));
        return (piece, stopped) -> stopped.getAsBoolean()
                ? null
                : analysis.evaluate(StarPiece.of(piece)).toBytes();
    }

    private static Hand sweep(Brief brief) {
        Workshop workshop = Workshop.of(brief.plan().plan());
        return (piece, stopped) -> {
            UnitResult result = workshop.simulate(WorkUnit.of(piece), stopped);
            return result == null ? null : result.toBytes();
        };
    }
}

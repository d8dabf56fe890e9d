package org.evalgap.spark;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.evalgap.cli.command.ExplainCommand;
import org.evalgap.cli.command.SensitivityCommand;
import org.evalgap.cli.input.Parcel;
import org.evalgap.explain.Worlds;
import org.evalgap.protocol.board.BoardPiece;
import org.evalgap.protocol.board.BoardPlan;
import org.evalgap.protocol.board.BoardValues;
import org.evalgap.protocol.board.BoardWorkshop;
import org.evalgap.sensitivity.SobolAnalysis;
import org.evalgap.sensitivity.StarPiece;
import org.evalgap.sensitivity.StarValues;
import org.evalgap.sweep.SweepPlan;
import org.evalgap.sweep.run.UnitResult;
import org.evalgap.sweep.run.WorkUnit;
import org.evalgap.sweep.run.Workshop;
import org.evalgap.work.Workers;
import org.jspecify.annotations.Nullable;

/** The kinds of work that executors know, and who is hired for them. */
enum Trade {
    /** Units of a sweep. */
    SWEEP(Trade::sweep),

    /** Pieces of a sensitivity analysis. */
    SENSITIVITY(Trade::sensitivity),

    /** Boards under protocols. */
    PROTOCOLS(Trade::protocols),

    /** Worlds of an explanation. */
    EXPLAIN(Trade::explain);

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

    private static Hand sweep(Brief brief) {
        Workshop workshop = Workshop.of(Parcel.sweep(brief.parcel()).content());
        return (piece, stopped) -> {
            UnitResult result = workshop.simulate(WorkUnit.of(piece), stopped);
            return result == null ? null : result.toBytes();
        };
    }

    /** Details are the number of base points, and a line for each output. */
    private static Hand sensitivity(Brief brief) {
        List<String> details = brief.details().lines().toList();
        SweepPlan plan = Parcel.sweep(brief.parcel()).content();
        SobolAnalysis analysis = SobolAnalysis.of(plan, details.subList(1, details.size()))
                .withSamples(Integer.parseInt(details.get(0)));
        return (piece, stopped) -> stopped.getAsBoolean()
                ? null
                : analysis.evaluate(StarPiece.of(piece)).toBytes();
    }

    private static Hand protocols(Brief brief) {
        BoardWorkshop workshop = BoardWorkshop.of(Parcel.board(brief.parcel()).content());
        return (piece, stopped) -> stopped.getAsBoolean()
                ? null
                : workshop.simulate(BoardPiece.of(piece)).toBytes();
    }

    /** The details are the seed of the worlds. */
    private static Hand explain(Brief brief) {
        Worlds worlds = Worlds.of(Parcel.evidence(brief.parcel()).content(), Long.parseLong(brief.details()));
        return (piece, stopped) -> stopped.getAsBoolean()
                ? null
                : worlds.simulate(Worlds.Piece.of(piece)).toBytes();
    }

    /** Workers on a cluster for an analysis. */
    static Workers<StarPiece, StarValues> forSensitivity(Supplier<Cluster> clusters, SensitivityCommand.Job job) {
        String details = job.samples() + "\n" + String.join("\n", job.outputs());
        Brief brief = new Brief(SENSITIVITY.name(), details, job.parcel().toBytes());
        return SparkWorkers.of(clusters, brief, StarPiece::toBytes, StarValues::of);
    }

    /** Workers on a cluster for boards. */
    static Workers<BoardPiece, BoardValues> forProtocols(Supplier<Cluster> clusters, Parcel<BoardPlan> plan) {
        Brief brief = new Brief(PROTOCOLS.name(), "", plan.toBytes());
        return SparkWorkers.of(clusters, brief, BoardPiece::toBytes, BoardValues::of);
    }

    /** Workers on a cluster for an explanation. */
    static Workers<Worlds.Piece, Worlds.Values> forExplain(Supplier<Cluster> clusters, ExplainCommand.Job job) {
        Brief brief = new Brief(
                EXPLAIN.name(), Long.toString(job.seed()), job.parcel().toBytes());
        return SparkWorkers.of(clusters, brief, Worlds.Piece::toBytes, Worlds.Values::of);
    }
}

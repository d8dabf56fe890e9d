package org.evalgap.explain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.evalgap.task.MisfitException;
import org.evalgap.work.Workers;
import org.jspecify.annotations.Nullable;

/** Simulates worlds of evidence, for whoever explains it elsewhere. Safe for use by many threads. */
public final class Worlds {
    private static final long PATIENCE_MILLIS = 50;

    private final Evidence evidence;
    private final Explainer.Way way;
    private final Map<String, Simulation> simulations = new ConcurrentHashMap<>();

    private Worlds(Evidence evidence, long seed) {
        this.evidence = evidence;
        this.way = new Explainer.Way(seed, 1, PointStore.NONE, null);
    }

    /**
     * Worlds of evidence.
     *
     * @param evidence what is explained
     * @param seed of the worlds
     * @return the worlds
     */
    public static Worlds of(Evidence evidence, long seed) {
        return new Worlds(evidence, seed);
    }

    /**
     * Simulates a piece of the work.
     *
     * @param piece of an explainer with this evidence and this seed
     * @return what came of it
     * @throws IndexOutOfBoundsException if the evidence has no such run
     */
    public Values simulate(Piece piece) {
        Simulation simulation =
                simulations.computeIfAbsent(piece.learner + Arrays.toString(piece.runs), key -> simulation(piece));
        double[][] traces = new double[piece.size()][];
        String[] misfits = new String[piece.size()];
        for (int i = 0; i < traces.length; i++) {
            double[] trace = new double[simulation.width()];
            MisfitException why = simulation.attempt(piece.values[i], piece.indices[i], trace);
            traces[i] = why == null ? trace : new double[0];
            misfits[i] = why == null ? "" : String.valueOf(why.getMessage());
        }
        return new Values(piece, traces, misfits);
    }

    private Simulation simulation(Piece piece) {
        List<TrainingRun> runs =
                Arrays.stream(piece.runs).mapToObj(evidence.runs()::get).toList();
        return new Simulation(evidence, piece.learner, runs, way);
    }

    /** Some points of a learner, and which runs of the evidence are to be simulated in their worlds. Immutable. */
    public static final class Piece {
        private final int number;
        private final LearnerKind learner;
        private final int[] runs;
        private final long[] indices;
        private final double[][] values;

        Piece(int number, LearnerKind learner, int[] runs, long[] indices, double[][] values) {
            this.number = number;
            this.learner = learner;
            this.runs = runs;
            this.indices = indices;
            this.values = values;
        }

        private int size() {
            return indices.length;
        }

        /**
         * The piece as it travels: numbers, and the bits that they are, big end first.
         *
         * @return 20 bytes, 4 a run, and 8 for a point and for each of its values
         */
        public byte[] toBytes() {
            int unknown = values[0].length;
            ByteBuffer out =
                    ByteBuffer.allocate((5 + runs.length) * Integer.BYTES + size() * (1 + unknown) * Double.BYTES);
            out.putInt(number)
                    .putInt(learner.ordinal())
                    .putInt(runs.length)
                    .putInt(size())
                    .putInt(unknown);
            Arrays.stream(runs).forEach(out::putInt);
            for (int i = 0; i < size(); i++) {
                out.putLong(indices[i]);
                Arrays.stream(values[i]).forEach(out::putDouble);
            }
            return out.array();
        }

        /**
         * Restores a piece.
         *
         * @param bytes as {@link #toBytes()} gave them
         * @return the piece
         * @throws IllegalArgumentException if they are of something else
         */
        public static Piece of(byte[] bytes) {
            if (bytes.length < 5 * Integer.BYTES) {
                throw new IllegalArgumentException("a piece of an explanation has 20 bytes at least: " + bytes.length);
            }
            ByteBuffer in = ByteBuffer.wrap(bytes);
            int number = in.getInt();
            int learner = in.getInt();
            int runs = in.getInt();
            int size = in.getInt();
            int unknown = in.getInt();
            if (learner < 0
                    || learner >= LearnerKind.values().length
                    || in.remaining() != (long) runs * Integer.BYTES + (long) size * (1 + unknown) * Double.BYTES) {
                throw new IllegalArgumentException("no piece of an explanation: " + bytes.length + " bytes");
            }
            int[] places = new int[runs];
            Arrays.setAll(places, r -> in.getInt());
            long[] indices = new long[size];
            double[][] values = new double[size][unknown];
            for (int i = 0; i < size; i++) {
                indices[i] = in.getLong();
                Arrays.setAll(values[i], k -> in.getDouble());
            }
            return new Piece(number, LearnerKind.values()[learner], places, indices, values);
        }
    }

    /** What came of a piece: measures of every run in every world, or why there are none. Immutable. */
    public static final class Values {
        private final Piece piece;
        private final double[][] traces;
        private final String[] misfits;

        Values(Piece piece, double[][] traces, String[] misfits) {
            this.piece = piece;
            this.traces = traces;
            this.misfits = misfits;
        }

        /**
         * The values as they travel, without their piece: of every world a number that says how many bytes follow, below zero for a
         * reason, and the bits of its measures, big end first, or the reason.
         *
         * @return all of that
         */
        public byte[] toBytes() {
            List<byte[]> parts = new ArrayList<>();
            int size = 0;
            for (int i = 0; i < traces.length; i++) {
                byte[] part = misfits[i].isEmpty() ? bits(traces[i]) : misfits[i].getBytes(StandardCharsets.UTF_8);
                parts.add(part);
                size += Integer.BYTES + part.length;
            }
            ByteBuffer out = ByteBuffer.allocate(size);
            for (int i = 0; i < traces.length; i++) {
                byte[] part = parts.get(i);
                out.putInt(misfits[i].isEmpty() ? part.length : -part.length).put(part);
            }
            return out.array();
        }

        private static byte[] bits(double[] numbers) {
            ByteBuffer out = ByteBuffer.allocate(numbers.length * Double.BYTES);
            out.asDoubleBuffer().put(numbers);
            return out.array();
        }

        /**
         * Restores values.
         *
         * @param piece whose values they are
         * @param bytes as {@link #toBytes()} gave them
         * @return the values: the same bits
         * @throws IllegalArgumentException if they are of something else
         */
        public static Values of(Piece piece, byte[] bytes) {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            double[][] traces = new double[piece.size()][0];
            String[] misfits = new String[piece.size()];
            for (int i = 0; i < traces.length; i++) {
                int length = in.remaining() < Integer.BYTES ? Integer.MAX_VALUE : in.getInt();
                if (Math.abs((long) length) > in.remaining()) {
                    throw new IllegalArgumentException("values of a piece have too few bytes: " + bytes.length);
                }
                byte[] part = new byte[Math.abs(length)];
                in.get(part);
                misfits[i] = length < 0 ? new String(part, StandardCharsets.UTF_8) : "";
                if (length >= 0) {
                    traces[i] = new double[part.length / Double.BYTES];
                    ByteBuffer.wrap(part).asDoubleBuffer().get(traces[i]);
                }
            }
            if (in.hasRemaining()) {
                throw new IllegalArgumentException("values of a piece have too many bytes: " + bytes.length);
            }
            return new Values(piece, traces, misfits);
        }
    }

    /** Has worlds simulated by others, and puts what comes of them in its place. Confined to a thread. */
    static final class Errand {
        /** Points of a kernel a piece; of a network, which takes long, one. */
        private static final int POINTS = 4;

        private final LearnerKind learner;
        private final Workers<Piece, Values> workers;
        private final List<Piece> pieces = new ArrayList<>();

        /** Points of each piece by the place that they have in the work. */
        private final List<int[]> places = new ArrayList<>();

        Errand(LearnerKind learner, Workers<Piece, Values> workers) {
            this.learner = learner;
            this.workers = workers;
        }

        /** Takes what came of a point. */
        @FunctionalInterface
        interface Sink {
            /** Measures of the runs that were asked for; empty where parameters do not go together, and why. */
            void take(int place, double[] measures, String misfit);
        }

        /** Adds points which lack the same runs. */
        void add(int[] runs, List<Integer> points, long[] indices, double[][] values) {
            int each = learner == LearnerKind.NETWORK ? 1 : POINTS;
            for (int from = 0; from < points.size(); from += each) {
                int[] some = points.subList(from, Math.min(from + each, points.size())).stream()
                        .mapToInt(i -> i)
                        .toArray();
                pieces.add(new Piece(
                        pieces.size(),
                        learner,
                        runs,
                        Arrays.stream(some).mapToLong(i -> indices[i]).toArray(),
                        Arrays.stream(some).mapToObj(i -> values[i]).toArray(double[][]::new)));
                places.add(some);
            }
        }

        /** Does all that was added. */
        void run(Sink sink) {
            int given = 0;
            int arrived = 0;
            while (arrived < pieces.size()) {
                while (given < pieces.size() && given - arrived < workers.ahead()) {
                    workers.give(pieces.get(given++));
                }
                Values values = await();
                if (values != null) {
                    arrived++;
                    int[] some = places.get(values.piece.number);
                    for (int i = 0; i < some.length; i++) {
                        sink.take(some[i], values.traces[i], values.misfits[i]);
                    }
                }
            }
        }

        private @Nullable Values await() {
            try {
                return workers.await(PATIENCE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }
}

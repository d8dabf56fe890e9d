package org.evalgap.spark;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.input.Parcel;
import org.jspecify.annotations.Nullable;

/** An executor's side: whoever can do the pieces of a brief, kept from task to task. */
final class Station {
    /** How many briefs an executor remembers; one program gives it one at a time. */
    private static final int MOST = 4;

    private static final Map<String, Station> KNOWN = new LinkedHashMap<>(8, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Station> eldest) {
            return size() > MOST;
        }
    };

    private final Trade.@Nullable Hand hand;
    private final String refusal;

    private Station(Trade.@Nullable Hand hand, String refusal) {
        this.hand = hand;
        this.refusal = refusal;
    }

    /** The station for the brief of that hash, which is opened by whoever comes first. */
    static Station of(String hash, Supplier<byte[]> brief) {
        synchronized (KNOWN) {
            Station known = KNOWN.get(hash);
            if (known == null) {
                known = open(hash, brief.get());
                KNOWN.put(hash, known);
            }
            return known;
        }
    }

    private static Station open(String hash, byte[] bytes) {
        try {
            if (!Parcel.sha256(bytes).equals(hash)) {
                throw new InputException("what executors were told is not what was sent: its hash is another");
            }
            return new Station(Trade.of(Brief.of(bytes)), "");
        } catch (InputException e) {
            return new Station(null, String.valueOf(e.getMessage()));
        }
    }

    /** Does a task; null if it was stopped. */
    byte @Nullable [] work(byte[] task, BooleanSupplier stopped) {
        if (hand == null) {
            return Frames.answer(new Frames.Answer(0, List.of(), refusal, false));
        }
        long start = System.nanoTime();
        List<byte[]> results = new ArrayList<>();
        try {
            for (byte[] piece : Frames.task(task)) {
                byte[] result = hand.work(piece, stopped);
                if (result == null) {
                    return null;
                }
                results.add(result);
            }
        } catch (RuntimeException e) {
            // Nobody else would do better: tried again elsewhere it only takes longer.
            return Frames.answer(new Frames.Answer(0, List.of(), trace(e), true));
        }
        return Frames.answer(new Frames.Answer((System.nanoTime() - start) * 1e-9, results, "", false));
    }

    private static String trace(RuntimeException e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}

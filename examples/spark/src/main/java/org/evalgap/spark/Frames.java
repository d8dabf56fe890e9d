package org.evalgap.spark;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What passes between the driver and its executors: some pieces of bytes, and a word on them. */
final class Frames {
    private Frames() {}

    /**
     * What came of a task.
     *
     * @param seconds how long it took
     * @param results of its pieces, in their order; empty if it was refused
     * @param refusal why it cannot be done by anybody; empty if it was done
     * @param fault whether that is a fault of this program
     */
    record Answer(double seconds, List<byte[]> results, String refusal, boolean fault) {}

    static byte[] task(List<byte[]> pieces) {
        return answer(new Answer(0, pieces, "", false));
    }

    static List<byte[]> task(byte[] bytes) {
        return answer(bytes).results();
    }

    static byte[] answer(Answer answer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeDouble(answer.seconds());
            byte[] refusal = answer.refusal().getBytes(StandardCharsets.UTF_8);
            out.writeInt(refusal.length);
            out.write(refusal);
            out.writeBoolean(answer.fault());
            out.writeInt(answer.results().size());
            for (byte[] piece : answer.results()) {
                out.writeInt(piece.length);
                out.write(piece);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory can be written", e);
        }
        return bytes.toByteArray();
    }

    static Answer answer(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            double seconds = in.readDouble();
            String refusal = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
            boolean fault = in.readBoolean();
            List<byte[]> pieces = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                pieces.add(in.readNBytes(in.readInt()));
            }
            return new Answer(seconds, pieces, refusal, fault);
        } catch (IOException e) {
            throw new UncheckedIOException("a task or its answer is damaged", e);
        }
    }
}

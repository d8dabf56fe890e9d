package org.evalgap.spark;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.evalgap.Simulator;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.output.Build;

/** What executors are told once: which program sends it, what kind of work it is, and of which plan or evidence. */
final class Brief {
    private final String kind;
    private final String details;
    private final byte[] parcel;

    /**
     * A brief.
     *
     * @param kind a name of {@link Trade}
     * @param details what the kind of work needs beside the parcel
     * @param parcel the plan or evidence as it travels
     */
    Brief(String kind, String details, byte[] parcel) {
        this.kind = kind;
        this.details = details;
        this.parcel = parcel;
    }

    String kind() {
        return kind;
    }

    String details() {
        return details;
    }

    /** The plan or evidence as it travels. */
    byte[] parcel() {
        return parcel.clone();
    }

    /** Which program this is: two that call themselves the same give the same bits. */
    static String program() {
        return "EvalGap " + Build.version() + " " + Build.commit() + ", model " + Simulator.MODEL_VERSION;
    }

    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(program());
            out.writeUTF(kind);
            out.writeUTF(details);
            out.write(parcel);
        } catch (IOException e) {
            throw new UncheckedIOException("memory can be written", e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads a brief.
     *
     * @throws InputException if another program wrote it
     */
    static Brief of(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            String sender = in.readUTF();
            if (!sender.equals(program())) {
                throw new InputException("executors run another evalgap-spark.jar than the driver: " + program()
                        + " there,\n" + sender
                        + " here; remove theirs (spark.executor.extraClassPath, Spark's jars), or"
                        + " submit the same");
            }
            return new Brief(in.readUTF(), in.readUTF(), in.readAllBytes());
        } catch (IOException e) {
            throw new InputException("executors run another evalgap-spark.jar than the driver; submit the same");
        }
    }
}

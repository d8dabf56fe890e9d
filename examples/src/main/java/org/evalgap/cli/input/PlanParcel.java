package org.evalgap.cli.input;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.evalgap.Simulator;
import org.evalgap.sweep.SweepPlan;
import org.jspecify.annotations.Nullable;

/**
 * A plan as it travels to another machine: the text of its file, what the command line changes of it, and the tables of tasks
 * that it names. Whoever opens the parcel makes the same plan of it, or says that it is another one. Immutable.
 */
public final class PlanParcel {
    private final String file;
    private final byte[] text;
    private final Map<String, String> settings;
    private final @Nullable Long seed;
    private final Map<String, String> baseline;
    private final Map<String, byte[]> tables;
    private final SweepPlan plan;

    private PlanParcel(
            String file,
            byte[] text,
            Map<String, String> settings,
            @Nullable Long seed,
            Map<String, String> baseline,
            Map<String, byte[]> tables,
            SweepPlan plan) {
        this.file = file;
        this.text = text;
        this.settings = settings;
        this.seed = seed;
        this.baseline = baseline;
        this.tables = tables;
        this.plan = plan;
    }

    /**
     * Packs a plan. Files of tasks that it names are looked for beside it.
     *
     * @param given the plan's file
     * @param settings values by name, each legal, which hold at every point, whatever the plan says or varies
     * @param seed in place of the plan's, if given
     * @param baseline levels by axis in place of the plan's baseline, if there are any
     * @return the parcel
     * @throws InputException if the plan cannot be used
     */
    public static PlanParcel pack(
            PlanFile given, Map<String, String> settings, @Nullable Long seed, Map<String, String> baseline) {
        Map<String, byte[]> tables = new ConcurrentHashMap<>();
        SweepPlan plan = given.plan(settings, seed, baseline, TaskTable.beside(given.path(), tables));
        return new PlanParcel(
                given.path().toString(),
                given.text().getBytes(StandardCharsets.UTF_8),
                new LinkedHashMap<>(settings),
                seed,
                new LinkedHashMap<>(baseline),
                new TreeMap<>(tables),
                plan);
    }

    /**
     * The plan.
     *
     * @return the plan that was packed, or one made of the same text
     */
    public SweepPlan plan() {
        return plan;
    }

    /**
     * What tells the plan's results from those of any other.
     *
     * @return SHA-256 of the model's version and the plan's {@linkplain SweepPlan#canonicalText() canonical text}, 64 hexadecimal
     *     digits
     */
    public String hash() {
        return hash(plan);
    }

    private static String hash(SweepPlan plan) {
        String told = Simulator.MODEL_VERSION + "\n" + plan.canonicalText();
        return sha256(told.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A hash of bytes.
     *
     * @param bytes any
     * @return their SHA-256, 64 hexadecimal digits
     */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * The parcel as bytes.
     *
     * @return all of it, and the plan's hash
     */
    public byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(file);
            write(text, out);
            write(settings, out);
            out.writeBoolean(seed != null);
            out.writeLong(seed == null ? 0 : seed);
            write(baseline, out);
            out.writeInt(tables.size());
            for (Map.Entry<String, byte[]> table : tables.entrySet()) {
                out.writeUTF(table.getKey());
                write(table.getValue(), out);
            }
            out.writeUTF(hash());
        } catch (IOException e) {
            throw new UncheckedIOException("memory can be written", e);
        }
        return bytes.toByteArray();
    }

    /**
     * Opens a parcel.
     *
     * @param bytes as {@link #toBytes()} gave them
     * @return the parcel, with a plan made of its text
     * @throws InputException if they are of something else, or if the text makes another plan here
     */
    public static PlanParcel of(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            String file = in.readUTF();
            byte[] text = bytes(in);
            Map<String, String> settings = texts(in);
            boolean seeded = in.readBoolean();
            long number = in.readLong();
            Long seed = seeded ? number : null;
            Map<String, String> baseline = texts(in);
            Map<String, byte[]> tables = new TreeMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                tables.put(in.readUTF(), bytes(in));
            }
            SweepPlan plan = PlanFile.of(Path.of(file), text).plan(settings, seed, baseline, TaskTable.kept(tables));
            if (!hash(plan).equals(in.readUTF())) {
                throw new InputException(
                        file + ": makes another plan here than where it comes from; the two programs differ");
            }
            return new PlanParcel(file, text, settings, seed, baseline, tables, plan);
        } catch (IOException e) {
            throw new InputException("a parcel that is damaged, or packed by another program");
        }
    }

    /** Which tables travel with it. */
    Set<String> tables() {
        return Set.copyOf(tables.keySet());
    }

    private static void write(byte[] bytes, DataOutputStream out) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        byte[] bytes = in.readNBytes(Math.max(0, Math.min(length, in.available())));
        if (bytes.length != length) {
            throw new IOException("too short");
        }
        return bytes;
    }

    private static void write(Map<String, String> texts, DataOutputStream out) throws IOException {
        out.writeInt(texts.size());
        for (Map.Entry<String, String> text : texts.entrySet()) {
            out.writeUTF(text.getKey());
            out.writeUTF(text.getValue());
        }
    }

    private static Map<String, String> texts(DataInputStream in) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            texts.put(in.readUTF(), in.readUTF());
        }
        return texts;
    }
}

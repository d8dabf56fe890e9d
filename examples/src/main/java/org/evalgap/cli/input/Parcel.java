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
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.evalgap.Simulator;
import org.evalgap.explain.Evidence;
import org.evalgap.explain.TrainingRun;
import org.evalgap.protocol.board.BoardLab;
import org.evalgap.protocol.board.BoardPlan;
import org.evalgap.reading.ScenarioReader;
import org.evalgap.sweep.SweepPlan;
import org.jspecify.annotations.Nullable;

/**
 * A plan or evidence as it travels to another machine: the text of its file, what the command line changes of it, and the tables
 * of tasks that it names. Whoever opens the parcel makes the same of it, or says that it is another one. Immutable.
 *
 * @param <T> what is packed
 */
public final class Parcel<T> {
    private final String file;
    private final byte[] text;
    private final Change change;
    private final Map<String, byte[]> tables;
    private final Kind<T> kind;
    private final T content;

    private Parcel(String file, byte[] text, Change change, Map<String, byte[]> tables, Kind<T> kind, T content) {
        this.file = file;
        this.text = text;
        this.change = change;
        this.tables = tables;
        this.kind = kind;
        this.content = content;
    }

    /** What the command line changes of a plan. */
    private record Change(
            Map<String, String> settings, @Nullable Long seed, Map<String, String> baseline) {
        static final Change NONE = new Change(Map.of(), null, Map.of());

        /** Maps keep their order, so that the bytes are the same every time. */
        Change {
            settings = new LinkedHashMap<>(settings);
            baseline = new LinkedHashMap<>(baseline);
        }
    }

    /** Makes something of a file. */
    private interface Maker<T> {
        T of(PlanFile file, Change change, ScenarioReader.TaskFiles tables);
    }

    /** Says of a content what tells it from others. */
    private interface Teller<T> {
        String of(T content);
    }

    /** A kind of content. */
    private record Kind<T>(Maker<T> maker, Teller<T> teller) {
        static final Kind<SweepPlan> SWEEP = new Kind<>(
                (file, change, tables) -> file.plan(change.settings, change.seed, change.baseline, tables),
                SweepPlan::canonicalText);

        static final Kind<BoardPlan> BOARD =
                new Kind<>((file, change, tables) -> file.board(change.settings, change.seed, tables), Kind::told);

        static final Kind<Evidence> EVIDENCE =
                new Kind<>((file, change, tables) -> EvidenceFile.of(file, tables), Kind::told);

        private static String told(BoardPlan plan) {
            StringBuilder text = new StringBuilder();
            for (BoardLab lab : plan.labs()) {
                text.append(lab.name())
                        .append('\n')
                        .append(lab.scenario().canonicalText())
                        .append(Double.toHexString(lab.copying()))
                        .append('\n');
            }
            plan.protocols().forEach(protocol -> text.append(protocol.name()).append('\n'));
            return text.append(plan.releases() + " " + plan.replicates() + " " + plan.seed())
                    .toString();
        }

        private static String told(Evidence evidence) {
            StringBuilder text = new StringBuilder();
            for (TrainingRun run : evidence.runs()) {
                text.append(run.name())
                        .append('\n')
                        .append(run.scenario().canonicalText())
                        .append(new TreeSet<>(run.held()))
                        .append(new TreeMap<>(run.times()))
                        .append('\n');
            }
            return text.append(evidence.unknown()).append(evidence.learners()).toString();
        }

        /** Packs what a file holds. Files of tasks that it names are looked for beside it. */
        Parcel<T> pack(PlanFile file, Change change) {
            Map<String, byte[]> tables = new ConcurrentHashMap<>();
            T content = maker.of(file, change, TaskTable.beside(file.path(), tables));
            byte[] text = file.text().getBytes(StandardCharsets.UTF_8);
            return new Parcel<>(file.path().toString(), text, change, new TreeMap<>(tables), this, content);
        }

        String hash(T content) {
            String told = Simulator.MODEL_VERSION + "\n" + teller.of(content);
            return sha256(told.getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * Packs the plan of a sweep. Files of tasks that it names are looked for beside it.
     *
     * @param given the plan's file
     * @param settings values by name, each legal, which hold at every point, whatever the plan says or varies
     * @param seed in place of the plan's, if given
     * @param baseline levels by axis in place of the plan's baseline, if there are any
     * @return the parcel
     * @throws InputException if the plan cannot be used
     */
    public static Parcel<SweepPlan> ofSweep(
            PlanFile given, Map<String, String> settings, @Nullable Long seed, Map<String, String> baseline) {
        return Kind.SWEEP.pack(given, new Change(settings, seed, baseline));
    }

    /**
     * Packs the plan of a board. Files of tasks that it names are looked for beside it.
     *
     * @param given the plan's file
     * @param settings values by name, each legal, which hold for every lab
     * @param seed in place of the plan's, if given
     * @return the parcel
     * @throws InputException if the plan cannot be used
     */
    public static Parcel<BoardPlan> ofBoard(PlanFile given, Map<String, String> settings, @Nullable Long seed) {
        return Kind.BOARD.pack(given, new Change(settings, seed, Map.of()));
    }

    /**
     * Packs evidence. Files of tasks that it names are looked for beside it.
     *
     * @param file the path of its file
     * @return the parcel
     * @throws InputException if the file cannot be used
     */
    public static Parcel<Evidence> ofEvidence(Path file) {
        return Kind.EVIDENCE.pack(PlanFile.read(file), Change.NONE);
    }

    /**
     * Opens a parcel with the plan of a sweep.
     *
     * @param bytes as {@link #toBytes()} gave them
     * @return the parcel, with a plan made of its text
     * @throws InputException if they are of something else, or if the text makes another plan here
     */
    public static Parcel<SweepPlan> sweep(byte[] bytes) {
        return open(bytes, Kind.SWEEP);
    }

    /**
     * Opens a parcel with the plan of a board.
     *
     * @param bytes as {@link #toBytes()} gave them
     * @return the parcel, with a plan made of its text
     * @throws InputException if they are of something else, or if the text makes another plan here
     */
    public static Parcel<BoardPlan> board(byte[] bytes) {
        return open(bytes, Kind.BOARD);
    }

    /**
     * Opens a parcel with evidence.
     *
     * @param bytes as {@link #toBytes()} gave them
     * @return the parcel, with evidence made of its text
     * @throws InputException if they are of something else, or if the text makes other evidence here
     */
    public static Parcel<Evidence> evidence(byte[] bytes) {
        return open(bytes, Kind.EVIDENCE);
    }

    /**
     * What was packed.
     *
     * @return the content, or one made of the same text
     */
    public T content() {
        return content;
    }

    /**
     * What tells the content's results from those of any other.
     *
     * @return SHA-256 of the model's version and the content's canonical text, 64 hexadecimal digits
     */
    public String hash() {
        return kind.hash(content);
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
     * @return all of it, and the content's hash
     */
    public byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(file);
            write(text, out);
            write(change.settings, out);
            out.writeBoolean(change.seed != null);
            out.writeLong(change.seed == null ? 0 : change.seed);
            write(change.baseline, out);
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

    private static <T> Parcel<T> open(byte[] bytes, Kind<T> kind) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            String file = in.readUTF();
            byte[] text = bytes(in);
            Map<String, String> settings = texts(in);
            boolean seeded = in.readBoolean();
            long number = in.readLong();
            Change change = new Change(settings, seeded ? number : null, texts(in));
            Map<String, byte[]> tables = new TreeMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                tables.put(in.readUTF(), bytes(in));
            }
            T content = kind.maker.of(PlanFile.of(Path.of(file), text), change, TaskTable.kept(tables));
            if (!kind.hash(content).equals(in.readUTF())) {
                throw new InputException(
                        file + ": makes another plan here than where it comes from; the two programs differ");
            }
            return new Parcel<>(file, text, change, tables, kind, content);
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

package org.evalgap.cli.embedding;

import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.evalgap.audit.Positions;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.output.WholeFile;
import org.evalgap.cli.store.ParquetFile;
import org.evalgap.cli.store.ParquetRows;
import org.jspecify.annotations.Nullable;

/**
 * Embeddings by text, in one file of Parquet: columns {@code sha256} (of the text in UTF-8, in hexadecimals), {@code model} and
 * {@code embedding}. Texts that are missing are embedded by the model on the class path and added. A model's bits may differ
 * between machines; those of a file do not.
 */
public final class EmbeddingFile implements ParquetRows.Sink {
    private static final int BATCH = 32;
    private static final List<String> COLUMNS = List.of("sha256", "model", "embedding");
    private static final int MOST_DIMENSIONS = 4096;

    private final Path file;
    private final Map<String, float[]> known = new TreeMap<>();
    private String model = "";
    private int dimension;

    private EmbeddingFile(Path file) {
        this.file = file;
    }

    /**
     * Places texts.
     *
     * @param file holds embeddings, or will; made where it is missing
     * @param sets texts of each set
     * @return positions of each set, and the model's name
     * @throws InputException if the file cannot be used, or texts are missing in it and there is no model
     */
    public static Placed place(Path file, List<List<String>> sets) {
        EmbeddingFile embeddings = new EmbeddingFile(file);
        if (Files.exists(file)) {
            ParquetRows.read(file, embeddings);
        }
        Map<String, String> missing = new LinkedHashMap<>();
        for (List<String> set : sets) {
            for (String text : set) {
                String key = key(text);
                if (!embeddings.known.containsKey(key)) {
                    missing.putIfAbsent(key, text);
                }
            }
        }
        if (!missing.isEmpty()) {
            embeddings.embed(missing);
            embeddings.write();
        }
        return new Placed(sets.stream().map(embeddings::positions).toList(), embeddings.model);
    }

    /**
     * Texts in their places.
     *
     * @param positions of each set
     * @param model the name of the model that placed them
     */
    public record Placed(List<Positions> positions, String model) {}

    /**
     * Where embeddings are kept that no file was named for.
     *
     * @return a file in the user's folder for caches
     */
    public static Path usual() {
        String caches = System.getenv("XDG_CACHE_HOME");
        Path folder = caches == null || caches.isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(caches);
        return folder.resolve("evalgap").resolve("embeddings.parquet");
    }

    private void embed(Map<String, String> missing) {
        try (TextEmbedder embedder = embedder(missing.size())) {
            if (!known.isEmpty() && !embedder.name().equals(model)) {
                throw new InputException(file + ": embeddings of " + model + ", and " + missing.size()
                        + " texts have none there; the model here is " + embedder.name() + ". Name another file");
            }
            model = embedder.name();
            dimension = embedder.dimension();
            List<String> keys = List.copyOf(missing.keySet());
            for (int from = 0; from < keys.size(); from += BATCH) {
                List<String> batch = keys.subList(from, Math.min(keys.size(), from + BATCH));
                List<float[]> made =
                        embedder.embed(batch.stream().map(missing::get).toList());
                for (int i = 0; i < batch.size(); i++) {
                    known.put(batch.get(i), made.get(i));
                }
            }
        }
    }

    private TextEmbedder embedder(int missing) {
        return ServiceLoader.load(TextEmbedder.class)
                .findFirst()
                .orElseThrow(() -> new InputException((known.isEmpty() ? "--embedding model" : file.toString()) + ": "
                        + missing + " texts have no embedding yet, and no model is on the class path."
                        + "\nBuild it once with mvn -q -DskipTests -Pembedding package (200 MB are fetched), and run examples/evalgap again;"
                        + "\nor give --embedding lexical"));
    }

    private void write() {
        Map<String, Class<?>> columns = new LinkedHashMap<>();
        columns.put(COLUMNS.get(0), String.class);
        columns.put(COLUMNS.get(1), String.class);
        columns.put(COLUMNS.get(2), float[].class);
        String label = "--embedding " + file;
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
        } catch (java.io.IOException e) {
            throw new InputException(label + ": cannot make its folder (" + e.getMessage() + ")");
        }
        WholeFile.write(
                label,
                file,
                path -> ParquetFile.write(label, path, columns, sink -> {
                    known.forEach((key, vector) -> sink.accept(new Object[] {key, model, vector}));
                    return known.size();
                }));
    }

    @Override
    public void columns(List<String> names) {
        if (!names.equals(COLUMNS)) {
            throw new InputException(
                    file + ": columns " + String.join(", ", names) + "; embeddings have " + String.join(", ", COLUMNS));
        }
    }

    @Override
    public void row(long number, @Nullable Object[] values) {
        String where = file + ", row " + number + ": ";
        if (!(values[0] instanceof String key) || !key.matches("[0-9a-f]{64}")) {
            throw new InputException(where + "sha256 must have 64 hexadecimals: " + values[0]);
        }
        if (!(values[1] instanceof String name) || !(values[2] instanceof Object[] numbers)) {
            throw new InputException(where + "model must be a text, embedding a list of numbers");
        }
        if (known.isEmpty()) {
            model = name;
            dimension = numbers.length;
        }
        if (!name.equals(model) || numbers.length != dimension || dimension < 1 || dimension > MOST_DIMENSIONS) {
            throw new InputException(where + "model " + name + ", " + numbers.length + " dimensions; the first row has "
                    + model + ", " + dimension + " (1 to " + MOST_DIMENSIONS + " are read)");
        }
        float[] vector = new float[dimension];
        for (int d = 0; d < dimension; d++) {
            vector[d] = numbers[d] instanceof Number given ? given.floatValue() : Float.NaN;
            if (!Float.isFinite(vector[d])) {
                throw new InputException(where + "number " + (d + 1) + " of the embedding is not finite");
            }
        }
        if (known.put(key, vector) != null) {
            throw new InputException(where + "a second embedding of one text");
        }
    }

    private Positions positions(List<String> set) {
        FloatBuffer rows = FloatBuffer.allocate(Math.multiplyExact(set.size(), dimension));
        for (String text : set) {
            rows.put(known.get(key(text)));
        }
        return Positions.of(rows.flip(), dimension);
    }

    /** What a text is known by. */
    static String key(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

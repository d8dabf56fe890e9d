package org.evalgap.cli.fuzz;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.evalgap.cli.Cli;
import org.evalgap.cli.store.ParquetFile;

/** Small files that readers read, to start a fuzzer from. */
final class Seeds {
    private static final String PLAN = """
            name: two labs
            scenario: {publicItems: 6, freshItems: 6, workTasks: 6, environments: 4, dimension: 2}
            vary:
              lab: {plain: {}, wide: {breadth: 2}}
              budget: {from: 8, to: 64, steps: 2, scale: log}
            replicates: 2
            seed: 9
            """;
    private static final String ANSWERS =
            "model,eval,item,score\nalpha,sums,1,1\nalpha,sums,2,0\nbeta,sums,1,1\nbeta,sums,2,1\n";
    private static final String SAMPLE =
            "{\"doc_id\": 0, \"doc\": {\"q\": \"1+1\"}, \"target\": \"2\", \"filter\": \"none\", \"metrics\": [\"acc\"], \"acc\": 1.0}\n";

    private Seeds() {}

    /** The files of a reader, in a folder where some are made. */
    static List<Path> of(Reader reader, Path folder) throws IOException {
        return switch (reader) {
            case PLAN -> List.of(written(folder, PLAN), Path.of("plans/gsm8k.yaml"), Path.of("plans/goodhart.yaml"));
            case PLAN_OF_BOARD -> List.of(Path.of("protocols/arena.yaml"));
            case SCENARIO -> List.of(Path.of("scenarios/two-kinds-of-work.yaml"));
            case SCENARIO_IN_JSON ->
                List.of(written(folder, "{\"preset\": \"narrow\", \"breadth\": 0.5, \"trainer\": \"flow\"}"));
            case EVIDENCE -> List.of(Path.of("evidence/quick.yaml"));
            case SCORES -> List.of(Path.of("data/gsm1k.csv"));
            case ROWS -> List.of(rows(folder));
            case ITEMS -> List.of(Path.of("data/tasks/public.csv"));
            case ITEMS_BY_LINE -> List.of(Path.of("data/suite/fresh.jsonl"));
            case ITEMS_IN_PARQUET -> List.of(parquet(folder));
            case EMBEDDING -> List.of(embedding(folder));
            case LOG -> List.of(Path.of("data/logs/2026-03-02_sums_alpha-1.eval"));
            case LOG_IN_JSON -> List.of(Path.of("data/logs/2026-03-10_sums_delta.json"));
            case SAMPLES -> List.of(written(folder, SAMPLE));
            case ANSWERS -> List.of(written(folder, ANSWERS));
            case STORE -> List.of(store(folder));
            case REQUEST ->
                List.of(
                        written(
                                folder,
                                "{\"page\": \"a1\", \"replicates\": 16, \"response\": true, \"settings\": {\"inspiration\": 0.8}}"));
        };
    }

    private static Path written(Path folder, String text) throws IOException {
        return Files.writeString(folder.resolve("seed"), text);
    }

    private static Path rows(Path folder) throws IOException {
        Path rows = folder.resolve("seed.csv");
        Cli.out("sweep", Files.writeString(folder.resolve("seed.yaml"), PLAN), "--out", rows);
        return rows;
    }

    private static Path store(Path folder) throws IOException {
        Path store = folder.resolve("seed.duckdb");
        Files.deleteIfExists(store);
        Cli.out("sweep", Files.writeString(folder.resolve("seed.yaml"), PLAN), "--store", store);
        return store;
    }

    private static Path parquet(Path folder) {
        Path file = folder.resolve("seed.parquet");
        Map<String, Class<?>> columns = new LinkedHashMap<>();
        columns.put("id", String.class);
        columns.put("difficulty", Double.class);
        columns.put("embedding", float[].class);
        ParquetFile.write("seed", file, columns, sink -> {
            sink.accept(new Object[] {"a", 0.5, new float[] {1, 2}});
            sink.accept(new Object[] {"b", -0.5, new float[] {2, 1}});
            return 2;
        });
        return file;
    }

    /** Two rows of two numbers, as NumPy writes them. */
    private static Path embedding(Path folder) throws IOException {
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }";
        int length = (header.length() + 11 + 63) / 64 * 64 - 10;
        ByteBuffer bytes = ByteBuffer.allocate(10 + length + 16).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1)
                .put((byte) 0);
        bytes.putShort((short) length);
        bytes.put((header + " ".repeat(length - header.length() - 1) + "\n").getBytes(StandardCharsets.US_ASCII));
        for (float x : new float[] {1, 2, 3, 4}) {
            bytes.putFloat(x);
        }
        return Files.write(folder.resolve("seed.npy"), bytes.array());
    }
}

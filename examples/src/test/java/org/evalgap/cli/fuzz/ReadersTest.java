package org.evalgap.cli.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the fuzzer of profile {@code fuzz} starts from and what it found; and files changed at random, without its guidance. */
class ReadersTest {
    private static final long SEED = 20261130;

    /** What readers stumble over: numbers beyond all, text that ends nowhere, names that are taken. */
    private static final List<String> TOKENS = List.of(
            "1e999",
            "-1",
            "0",
            "9223372036854775808",
            "NaN",
            ".inf",
            "null",
            "\"",
            "'",
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "\n",
            "- ",
            "&a ",
            "*a",
            "!!java.net.URL ",
            "<<: ",
            "010",
            "\\u0000",
            "\u0000",
            "\u001b[2J",
            "\ufeff",
            "é",
            "\ud83d",
            "../../etc/passwd",
            "jdbc:h2:mem:",
            "=cmd|' /C calc'!A0",
            "<script>",
            "% ",
            "#",
            "true",
            "{{a}}",
            "a: {a: {a: {a: ");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Reader.class)
    void examplesAreReadAndWhatWasFoundIsRefusedInPlainWords(Reader reader) throws IOException {
        for (byte[] seed : reader.seeds(folder)) {
            assertThat(reader.read(seed, folder)).isEmpty();
        }
        for (byte[] found : reader.found()) {
            assertThatCode(() -> assertTimeoutPreemptively(Duration.ofSeconds(20), () -> reader.read(found, folder)))
                    .as(new String(found, StandardCharsets.ISO_8859_1))
                    .doesNotThrowAnyException();
        }
        mutate(reader, reader == Reader.STORE || reader == Reader.ITEMS_IN_PARQUET ? 2 : 20);
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource(Reader.class)
    void filesThatWereChangedAtRandomAreReadOrRefusedInPlainWords(Reader reader) throws IOException {
        mutate(reader, reader == Reader.STORE || reader == Reader.ITEMS_IN_PARQUET ? 300 : 10_000);
    }

    private void mutate(Reader reader, int count) throws IOException {
        SplittableRandom random = new SplittableRandom(SEED + reader.ordinal());
        List<byte[]> seeds = reader.seeds(folder);
        for (int k = 0; k < count; k++) {
            byte[] bytes = seeds.get(random.nextInt(seeds.size()));
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                bytes = changed(bytes, random);
            }
            byte[] given = bytes;
            assertThatCode(() -> reader.read(given, folder))
                    .as("%s, change %d: %s", reader, k, new String(given, StandardCharsets.ISO_8859_1))
                    .doesNotThrowAnyException();
        }
    }

    /** Cut, a byte changed, a token put in, a part doubled or taken out. */
    private static byte[] changed(byte[] from, SplittableRandom random) {
        int at = random.nextInt(from.length + 1);
        int end = Math.min(from.length, at + 1 + random.nextInt(40));
        byte[] head = java.util.Arrays.copyOf(from, at);
        byte[] part = java.util.Arrays.copyOfRange(from, at, end);
        byte[] tail = java.util.Arrays.copyOfRange(from, end, from.length);
        byte[] token = TOKENS.get(random.nextInt(TOKENS.size())).getBytes(StandardCharsets.UTF_8);
        return switch (random.nextInt(8)) {
            case 0 -> head;
            case 1 -> joined(head, tail);
            case 2 -> joined(head, part, part, tail);
            case 3, 4 -> joined(head, token, part, tail);
            case 5 -> joined(head, token, tail);
            default -> {
                if (part.length > 0) {
                    part[0] = (byte) random.nextInt(256);
                }
                yield joined(head, part, tail);
            }
        };
    }

    private static byte[] joined(byte[]... parts) {
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}

package org.evalgap.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.evalgap.Simulator;
import org.evalgap.measure.MeasureGroup;
import org.jspecify.annotations.Nullable;

/** Keys, and lists in a column of text. */
final class Texts {
    private static final int KEY_BYTES = 16;

    /** Each thread's own: to look one up takes longer than to use it. */
    private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(Texts::digest);

    private Texts() {}

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The key of a canonical text under this version of the model: 128 bits of SHA-256 as 32 hexadecimal digits. */
    static String key(String canonicalText) {
        MessageDigest digest = DIGEST.get();
        digest.update(("model " + Simulator.MODEL_VERSION + "\n").getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest(canonicalText.getBytes(StandardCharsets.UTF_8)), 0, KEY_BYTES);
    }

    /** Texts one a line; line feeds and backslashes within them are escaped by a backslash. */
    static String joined(List<String> texts) {
        return String.join(
                "\n",
                texts.stream()
                        .map(text -> text.replace("\\", "\\\\").replace("\n", "\\n"))
                        .toList());
    }

    /** As {@link #joined} was given them; a missing text, as some databases read an empty one, is none. */
    static List<String> split(@Nullable String joined, int count) {
        List<String> texts = new ArrayList<>();
        if (count == 0) {
            return texts;
        }
        for (String line : (joined == null ? "" : joined).split("\n", -1)) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < line.length(); i++) {
                boolean escape = line.charAt(i) == '\\';
                char c = line.charAt(escape ? ++i : i);
                text.append(escape && c == 'n' ? '\n' : c);
            }
            texts.add(text.toString());
        }
        return texts;
    }

    /** Groups of measures as a number: 1 for scores, 2 for generalization, 4 for trajectory, summed. */
    static int number(Set<MeasureGroup> groups) {
        int number = 0;
        for (MeasureGroup group : groups) {
            number |= 1 << group.ordinal();
        }
        return number;
    }
}

package org.evalgap.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.measure.MeasureGroup;
import org.evalgap.protocol.Protocol;
import org.evalgap.protocol.StandardProtocol;
import org.evalgap.protocol.board.BoardLab;
import org.evalgap.protocol.board.BoardPlan;
import org.evalgap.sweep.SweepPlan;
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

    /**
     * The key of a scenario under this version of the model: 128 bits of SHA-256, over the version, the bits of the founding
     * parameters, later ones that are not at their default, and the text of the rest, as 32 hexadecimal digits.
     */
    static String key(Scenario scenario, String parts) {
        List<Parameter> founding = Parameter.founding();
        ByteBuffer numbers = ByteBuffer.allocate(Long.BYTES * (1 + founding.size()));
        numbers.putLong(Simulator.MODEL_VERSION);
        for (Parameter parameter : founding) {
            numbers.putLong(Double.doubleToRawLongBits(scenario.get(parameter)));
        }
        String later = scenario.laterSettings().stream()
                .map(parameter -> parameter.label() + "=" + Double.toHexString(scenario.get(parameter)) + " ")
                .collect(Collectors.joining());
        return key(numbers.array(), later + parts);
    }

    /** The key of a plan. */
    static String key(SweepPlan plan) {
        return key(new byte[] {Simulator.MODEL_VERSION}, plan.canonicalText());
    }

    /** The key of the labs of a plan under a protocol: of each scenario, of how much it copies, and of the protocol's name. */
    static String key(BoardPlan plan, Protocol protocol) {
        StringBuilder text = new StringBuilder();
        for (BoardLab lab : plan.labs()) {
            // Releases are rounds, and the plan says under which protocol.
            Scenario s = lab.scenario().withRounds(plan.releases()).withProtocol(StandardProtocol.open());
            text.append(key(s, s.partsText()))
                    .append(' ')
                    .append(Double.toHexString(lab.copying()))
                    .append('\n');
        }
        return key(new byte[] {Simulator.MODEL_VERSION}, text + protocol.name());
    }

    private static String key(byte[] first, String then) {
        MessageDigest digest = DIGEST.get();
        digest.update(first);
        return HexFormat.of().formatHex(digest.digest(then.getBytes(StandardCharsets.UTF_8)), 0, KEY_BYTES);
    }

    /** Texts one a line; line feeds and backslashes within them are escaped by a backslash. */
    static String joined(List<String> texts) {
        return String.join(
                "\n",
                texts.stream()
                        .map(text -> text.replace("\\", "\\\\").replace("\n", "\\n"))
                        .toList());
    }

    /**
     * As {@link #joined} was given them, at least one; a missing text, as some databases read an empty one, is an empty one.
     *
     * @throws StoreException if it was not made so
     */
    static List<String> split(@Nullable String joined) {
        List<String> texts = new ArrayList<>();
        for (String line : (joined == null ? "" : joined).split("\n", -1)) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < line.length(); i++) {
                boolean escape = line.charAt(i) == '\\';
                if (escape && i + 1 == line.length()) {
                    throw StoreException.damaged("choices that end in a backslash");
                }
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

package org.evalgap.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.evalgap.protocol.StandardProtocol;
import org.evalgap.protocol.Telling;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written is the protocol that a caller would put together. */
class ProtocolReaderTest {
    private static final StandardProtocol OPEN = StandardProtocol.open();
    private static final StandardProtocol RETIRING = StandardProtocol.retiring(1);
    private static final int EVER = Integer.MAX_VALUE;

    static Stream<Arguments> written() {
        return Stream.of(
                Arguments.of("open", OPEN),
                Arguments.of("private", StandardProtocol.privately()),
                Arguments.of("ladder", OPEN.telling(Telling.ladder())),
                Arguments.of(Map.of("open", Map.of()), OPEN),
                Arguments.of(Map.of("private", true), StandardProtocol.privately()),
                Arguments.of(Map.of("open", Map.of(), "rotating", 3), OPEN.rotating(3)),
                Arguments.of(
                        Map.of("private", Map.of(), "rotating", 3),
                        StandardProtocol.privately().rotating(3)),
                Arguments.of(Map.of("delayed", 2), StandardProtocol.delayed(2)),
                Arguments.of(
                        Map.of("delayed", 2, "rotating", 3),
                        StandardProtocol.delayed(2).rotating(3)),
                Arguments.of(Map.of("rotating", 2), StandardProtocol.retiring(2)),
                Arguments.of(Map.of("limited", "3"), OPEN.limited(3)),
                Arguments.of(Map.of("limited", 2147483647), OPEN.limited(EVER)),
                Arguments.of(
                        Map.of("private", Map.of(), "ladder", 0.01, "limited", 3),
                        StandardProtocol.privately().limited(3).telling(Telling.ladder(0.01))),
                Arguments.of(Map.of("ladder", "free"), OPEN.telling(Telling.ladder())),
                Arguments.of(Map.of("ladder", Map.of()), OPEN.telling(Telling.ladder())),
                Arguments.of(
                        Map.of("noisy", 0.02, "rounded", 2),
                        OPEN.telling(Telling.noisy(0.02)).telling(Telling.rounded(2))),
                Arguments.of(
                        thresholdout(Map.of("threshold", 0.04, "noise", 0.01)),
                        RETIRING.telling(Telling.thresholdout(0.04, 0.01, EVER))),
                Arguments.of(
                        thresholdout(Map.of("threshold", 0, "noise", 0.01, "budget", 9, "law", "laplace")),
                        RETIRING.telling(Telling.thresholdout(0, 0.01, 9))),
                Arguments.of(
                        thresholdout(Map.of("threshold", 0.04, "noise", 0.01, "law", "gaussian")),
                        RETIRING.telling(Telling.gaussianThresholdout(0.04, 0.01, EVER))));
    }

    private static Map<String, Object> thresholdout(Object of) {
        return Map.of("rotating", 1, "thresholdout", of);
    }

    @ParameterizedTest
    @MethodSource("written")
    void itIsTheProtocolThatIsWritten(Object value, StandardProtocol meant) {
        assertThat(ProtocolReader.read(value, "protocol")).isEqualTo(meant);
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("opne", "p: unknown protocol \"opne\"; did you mean \"open\"?"),
                Arguments.of(3, "p: must be a map of names to values: 3"),
                Arguments.of(Map.of(), "p: must name a protocol, one or several of open, private, delayed"),
                Arguments.of(Map.of("noisi", 1), "p.noisi: unknown protocol \"noisi\"; did you mean \"noisy\"?"),
                Arguments.of(
                        Map.of("private", Map.of(), "delayed", 2),
                        "p: private and delayed contradict each other: both"),
                Arguments.of(Map.of("open", 2), "p.open: has no number; write {}: 2"),
                Arguments.of(Map.of("open", false), "p.open: has no number; write {}: false"),
                Arguments.of(Map.of("private", Map.of("of", 1)), "p.private: has no number; write {}: {of=1}"),
                Arguments.of("delayed", "p.delayed: needs a number; write {delayed: 2}"),
                Arguments.of("rounded", "p.rounded: needs a number; write {rounded: 2}"),
                Arguments.of(Map.of("rotating", 2.5), "p.rotating: rotating must be a whole number: 2.5"),
                Arguments.of(Map.of("limited", 3e9), "p.limited: limited must be a whole number: 3.0E9"),
                Arguments.of(Map.of("limited", -3e9), "p.limited: limited must be a whole number: -3.0E9"),
                Arguments.of(Map.of("limited", 0), "p.limited: limited must be a whole number of submissions"),
                Arguments.of(Map.of("rotating", 0), "p.rotating: rotating must be a whole number of releases"),
                Arguments.of(Map.of("rounded", 16), "p.rounded: rounded must be in [0, 15] digits: 16"),
                Arguments.of(Map.of("noisy", 0), "p.noisy: noisy must be in (0.0, Infinity): 0.0"),
                Arguments.of(Map.of("ladder", "dear"), "p.ladder: must be a finite number: \"dear\""),
                Arguments.of(Map.of("ladder", Map.of("step", 1)), "p.ladder: must be a finite number: a map"),
                Arguments.of(Map.of("ladder", 2), "p.ladder: ladder must be above 0 and at most 1"),
                Arguments.of(Map.of("rotating", 1, "thresholdout", 2), "p.thresholdout: must be a map of names"),
                Arguments.of(thresholdout(Map.of("noise", 1)), "p.thresholdout.threshold: must be a finite number"),
                Arguments.of(thresholdout(Map.of("threshold", 1)), "p.thresholdout.noise: must be a finite number"),
                Arguments.of(
                        thresholdout(Map.of("threshold", 1, "noise", 1, "nose", 1)),
                        "p.thresholdout.nose: unknown key \"nose\"; did you mean \"noise\"?"),
                Arguments.of(
                        thresholdout(Map.of("threshold", 1, "noise", 1, "law", "normal")),
                        "p.thresholdout.law: must be laplace or gaussian: normal"),
                Arguments.of(
                        thresholdout(Map.of("threshold", 1, "noise", 1, "budget", 1.5)),
                        "p.thresholdout.budget: budget must be a whole number: 1.5"),
                Arguments.of(
                        thresholdout(Map.of("threshold", -1, "noise", 1)), "p.thresholdout: threshold must be finite"),
                Arguments.of(
                        Map.of("thresholdout", Map.of("threshold", 1, "noise", 1)),
                        "p: thresholdout and open contradict each other"),
                Arguments.of(
                        Map.of("noisy", 1, "rotating", 1, "thresholdout", Map.of("threshold", 1, "noise", 1)),
                        "contradict each other: thresholdout adds noise of its own"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void whatHasNoMeaningIsRefusedWhereItStands(Object value, String message) {
        assertThat(refused(value)).hasMessageContaining(message);
    }

    @Test
    void ofAnUnknownProtocolANameIsTheValueAndInAMapTheKey() {
        assertThat(refused("opne").aboutKey()).isFalse();
        assertThat(refused(Map.of("opne", 1)).aboutKey()).isTrue();
        assertThat(refused(null)).hasMessage("p: must be a map of names to values: nothing is given");
    }

    /** As YAML has {@code open:} with nothing behind it. */
    @Test
    void aNameWithNothingBehindItIsTheName() {
        Map<String, @Nullable Object> map = new HashMap<>();
        map.put("open", null);
        map.put("ladder", null);
        assertThat(ProtocolReader.read(map, "p")).isEqualTo(OPEN.telling(Telling.ladder()));
    }

    private static EntryException refused(@Nullable Object value) {
        return catchThrowableOfType(EntryException.class, () -> ProtocolReader.read(value, "p"));
    }

    @Test
    void listsOfProtocolsAreNone() {
        assertThat(refused(List.of("open"))).hasMessage("p: must be a map of names to values: a list");
    }
}

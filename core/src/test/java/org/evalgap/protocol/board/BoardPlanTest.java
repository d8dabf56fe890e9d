package org.evalgap.protocol.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Plans of boards: what they say, and what is refused. */
class BoardPlanTest {
    @Test
    void targetsReadAsTheyAreWritten() {
        Target target = Target.parse("kendallWork ≥ .8 for 10 releases", 20);
        assertThat(target).isEqualTo(new Target(BoardMeasure.KENDALL_WORK, true, 0.8, 10));
        assertThat(target.text()).isEqualTo("kendallWork >= 0.8 for 10 releases");
        assertThat(Target.parse("toldInflation<=1 point", 20))
                .isEqualTo(new Target(BoardMeasure.TOLD_INFLATION, false, 0.01, 20));
        assertThat(target.margin(0.9)).isCloseTo(0.1, within(1e-15));
        assertThat(Target.parse("regret <= 0.02", 1).margin(0.05)).isCloseTo(-0.03, within(1e-15));
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("labs", null, "there are no labs"),
                Arguments.of("labs", List.of(), "labs: must be a list of at least one element"),
                Arguments.of("protocols", null, "there are no protocols"),
                Arguments.of(
                        "protocols",
                        List.of("opne"),
                        "protocols[0]: unknown protocol \"opne\"; did you mean \"open\"?"),
                Arguments.of(
                        "protocols",
                        List.of(Map.of("rotatin", 2)),
                        "unknown protocol \"rotatin\"; did you mean \"rotating\"?"),
                Arguments.of(
                        "protocols",
                        List.of(Map.of("rotating", 0)),
                        "protocols[0].rotating: rotating must be a whole number of releases, at least 1: 0"),
                Arguments.of(
                        "protocols", List.of(Map.of("delayed", 0)), "delayed must be a whole number of releases, at"),
                Arguments.of(
                        "protocols", List.of(Map.of("limited", 0)), "limited must be a whole number of submissions"),
                Arguments.of("protocols", List.of(Map.of("rounded", -1)), "rounded must be in [0, 15] digits: -1"),
                Arguments.of("protocols", List.of(Map.of("ladder", 0)), "ladder must be above 0"),
                Arguments.of("protocols", List.of(Map.of("rotating", 1.5)), "rotating must be a whole number: 1.5"),
                Arguments.of(
                        "protocols", List.of("rotating"), "protocols[0].rotating: needs a number; write {rotating: 2}"),
                Arguments.of("protocols", List.of(Map.of("private", 3)), "protocols[0].private: has no number"),
                Arguments.of("protocols", List.of("open", "open"), "protocols[1]: is there twice: open"),
                Arguments.of(
                        "protocols",
                        List.of(Map.of("open", Map.of(), "private", Map.of())),
                        "protocols[0]: open and private contradict each other"),
                Arguments.of(
                        "protocols",
                        List.of(Map.of("private", Map.of(), "delayed", 2)),
                        "private and delayed contradict each other"),
                Arguments.of(
                        "protocols",
                        List.of(Map.of(
                                "ladder", 0.1, "rotating", 1, "thresholdout", Map.of("threshold", 1, "noise", 1))),
                        "ladder 0.1 and thresholdout 1 1 2147483647 contradict each other"),
                Arguments.of(
                        "protocols",
                        List.of(Map.of("thresholdout", Map.of("threshold", 1, "noise", 1))),
                        "thresholdout and open contradict each other"),
                Arguments.of("target", "tau > 3", "target: must read MEASURE >= NUMBER"),
                Arguments.of("target", "kendalWork >= 3", "target: unknown measure \"kendalWork\"; did you mean"),
                Arguments.of("target", "regret <= 3 for 5 releases", "target: asks for 5 releases; there are 4"),
                Arguments.of(
                        "target",
                        "regret <= 3 for 99999999999 releases",
                        "target: asks for 99999999999 releases; there are 4: raise releases, or ask for fewer"),
                Arguments.of(
                        "target", "regret <= 3 for 0 releases", "target: a target must hold for at least 1 release: 0"),
                Arguments.of("replicates", 0, "replicates: must be a whole number in [1, 1000000]: 0"),
                Arguments.of("releases", 0, "releases: must be a whole number in [1, 1024]: 0"),
                Arguments.of("releases", 30, "rounds must be at most environments"),
                Arguments.of("release", 3, "unknown key \"release\"; did you mean \"releases\"?"),
                Arguments.of("level", 3, "level must be in [-1, 1]: 3"),
                Arguments.of("labs", List.of(Map.of("count", 0)), "labs[0].count"),
                Arguments.of(
                        "labs", List.of(Map.of("copying", 2)), "labs[0].copying: copying must be in [0.0, 1.0]: 2.0"),
                Arguments.of("labs", List.of(Map.of("rounds", 2)), "labs[0].rounds: rounds is the board's to say"),
                Arguments.of("labs", List.of(Map.of("protocol", "open")), "use protocols of the plan"),
                Arguments.of("labs", List.of(Map.of("competense", 2)), "unknown parameter \"competense\""),
                Arguments.of(
                        "labs",
                        List.of(Map.of(), Map.of("publicItems", 7)),
                        "labs: labs on one board must have the same tasks"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aPlanThatCannotBeUsedIsRefusedInOneLine(String key, Object value, String message) {
        Map<String, Object> plan = BoardRunTest.small();
        if (value == null) {
            plan.remove(key);
        } else {
            plan.put(key, value);
        }
        assertThatThrownBy(() -> BoardRunTest.plan(plan))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .message()
                .doesNotContain("\n");
    }
}

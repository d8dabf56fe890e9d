package org.evalgap.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.evalgap.Parameter;
import org.evalgap.reading.EntryException;
import org.evalgap.reading.ScenarioReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvidenceReaderTest {
    private static final Map<String, Object> PUBLIC = Map.of("measure", "publicScore", "right", 30, "items", 40);

    private static Evidence read(Map<String, ?> map) {
        return EvidenceReader.of(ScenarioReader.withDefaults()).read(map, "test");
    }

    private static Map<String, Object> with(String key, Object value) {
        Map<String, Object> map = new LinkedHashMap<>(Map.of("observed", List.of(PUBLIC)));
        map.put(key, value);
        return map;
    }

    @Test
    void oneRunNeedsNothingButAScore() {
        Evidence evidence = read(Map.of("observed", List.of(PUBLIC)));
        assertThat(evidence.runs()).hasSize(1);
        assertThat(evidence.runs().get(0).scenario().publicItems()).isEqualTo(40);
        assertThat(evidence.unknown())
                .extracting(Unknown::label)
                .containsExactly("competence", "breadth", "memorization", "budget", "inspiration");
        assertThat(evidence.wanted().get(0).quantity().label()).isEqualTo("workGain");
        assertThat(read(with("known", Map.of("publicItems", 70)))
                        .runs()
                        .get(0)
                        .scenario()
                        .publicItems())
                .isEqualTo(70);
    }

    @Test
    void runsShareWhatIsUnknownAndMayHaveTheirOwn() {
        Map<String, Object> half = Map.of("name", "half", "times", Map.of("budget", 0.5), "observed", List.of(PUBLIC));
        Map<String, Object> other =
                Map.of("name", "other", "known", Map.of("inspiration", 0), "unknown", List.of("competence"));
        Evidence evidence = read(Map.of("runs", List.of(half, other), "unknown", List.of("budget", "inspiration")));
        assertThat(evidence.unknown())
                .extracting(Unknown::label)
                .containsExactly("budget", "inspiration", "competence@other");
        double[] values = {100, 0.7, 3};
        assertThat(evidence.runs().get(0).at(evidence.unknown(), values).budget())
                .isEqualTo(50);
        assertThat(evidence.runs().get(0).at(evidence.unknown(), values).competence())
                .isZero();
        assertThat(evidence.runs().get(1).at(evidence.unknown(), values).inspiration())
                .isZero();
        assertThat(evidence.runs().get(1).at(evidence.unknown(), values).competence())
                .isEqualTo(3);
        assertThat(evidence.wanted().get(0).run()).isEqualTo("half");
    }

    @Test
    void sharesBecomeCounts() {
        Observation score = observation(Map.of("measure", "freshScore", "score", 0.73, "items", 200));
        assertThat(score.right()).isEqualTo(146);
        Observation gain = observation(Map.of("measure", "workGain", "gain", -0.02, "items", 500));
        assertThat(gain.share()).isEqualTo(-0.02);
    }

    private static Observation observation(Map<String, Object> map) {
        return read(Map.of("observed", List.of(map))).runs().get(0).observed().get(0);
    }

    @Test
    void eitherLearnerMayHaveBeenAtWork() {
        assertThat(read(with("learner", "kernel")).learners()).containsExactly(LearnerKind.KERNEL);
        Evidence network = read(with("learner", "network"));
        assertThat(network.learners()).containsExactly(LearnerKind.NETWORK);
        assertThat(network.unknown())
                .extracting(Unknown::label)
                .containsExactly("competence", "updates", "inspiration");
        Evidence both = read(with("learner", "both"));
        assertThat(both.learners()).containsExactly(LearnerKind.KERNEL, LearnerKind.NETWORK);
        assertThat(both.unknown())
                .extracting(Unknown::label)
                .containsExactly("competence", "breadth", "memorization", "budget", "inspiration", "updates");
    }

    @Test
    void priorsAreRead() {
        Map<String, Object> unknown = new LinkedHashMap<>();
        unknown.put("breadth", Map.of("logUniform", List.of(0.5, 2)));
        unknown.put("budget", "default");
        unknown.put("inspiration", Map.of("fixed", 0.25));
        Evidence evidence = read(with("unknown", unknown));
        assertThat(evidence.unknown())
                .extracting(Unknown::prior)
                .containsExactly(Prior.logUniform(0.5, 2), Prior.byDefault(Parameter.BUDGET), Prior.fixed(0.25));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            freshScore   | score | 1.2   | 100  | observed[0].score | in [0, 1]
            freshScore   | score | .nan  | 100  | observed[0].score | finite number
            freshScore   | right | 101   | 100  | observed[0].right | in [0, 100]
            freshScore   | right | 10    | -5   | observed[0].items | whole number
            freshScore   | right | 10    | 9.5  | observed[0].items | whole number
            freshScore   | right | 20.5  | 100  | observed[0].right | whole number of answers, or give score: 20.5
            workGain     | gain  | 0.1   |      | observed[0].items | nothing is given
            workGain     | gain  | 1.1   | 100  | observed[0].gain  | in [-1, 1]
            workGain     | right | 10    | 100  | observed[0].right | leave it out
            inflation    | score | 0.1   | 100  | observed[0].items | not counted on items
            freshSkore   | score | 0.1   | 100  | observed[0].measure | did you mean "freshScore"
            """)
    void impossibleMeasurementsAreRefusedByPath(
            String measure, String key, String number, String items, String path, String problem) {
        Map<String, Object> map = new LinkedHashMap<>(Map.of("measure", measure, key, number));
        if (items != null) {
            map.put("items", items);
        }
        assertThatThrownBy(() -> observation(map)).isInstanceOfSatisfying(EntryException.class, e -> {
            assertThat(e.path()).isEqualTo(path);
            assertThat(e.problem()).contains(problem);
        });
    }

    @Test
    void whatDoesNotFitTogetherIsRefused() {
        refused(Map.of("name", "x"), "observed", "a list of at least one element");
        refused(Map.of("observed", List.of(PUBLIC, PUBLIC)), "observed", "counted twice");
        refused(
                Map.of("observed", List.of(PUBLIC, Map.of("measure", "publicGain", "gain", 0.1, "items", 9))),
                "observed",
                "publicScore is counted twice");
        assertThat(read(with("known", Map.of("breadth", 1))).unknown()).hasSize(4);
        Map<String, Object> both = with("known", Map.of("breadth", 1));
        both.put("unknown", List.of("breadth"));
        refused(both, "known.breadth", "unknown too");
        refused(
                with("unknown", Map.of("inspiration", Map.of("uniform", List.of(0, 2)))),
                "unknown.inspiration",
                "in [0, 1]");
        refused(
                with("unknown", Map.of("breadth", Map.of("logUniform", List.of(2, 1)))),
                "unknown.breadth.logUniform",
                "ascending");
        refused(with("learner", "oracle"), "learner", "must be kernel, network or both");
        refused(
                with("predict", List.of(Map.of("measure", "workScore", "run", "nope"))),
                "predict[0].run",
                "there is no run \"nope\"; name one of run");
        refused(with("predict", List.of("workScore", "workScore")), "predict[1]", "workScore is predicted twice");
        refused(with("unknown", List.of("breadth", "breadth")), "unknown[1]", "breadth is unknown twice");
        refused(with("unknown", Map.of()), "unknown", "nothing is unknown");
        refused(with("obsverved", 1), "obsverved", "did you mean \"observed\"");
        refused(with("runs", List.of(Map.of("name", "a"))), "observed", "belongs into the runs");
        refused(Map.of("runs", List.of(Map.of("name", "a"))), "runs", "nothing was observed");
    }

    @Test
    void runsThatDoNotFitTogetherAreRefused() {
        Map<String, Object> first = Map.of("name", "a", "observed", List.of(PUBLIC));
        refused(Map.of("runs", List.of(first, first)), "runs[1].name", "two runs are called \"a\"");
        Map<String, Object> next =
                Map.of("measurements", List.of(Map.of("measure", "workScore", "run", "b", "items", 9)));
        refused(Map.of("runs", List.of(first), "next", next), "next.measurements[0].run", "there is no run \"b\"");
        for (String factor : List.of("2", "1.0001")) {
            Map<String, Object> late = Map.of("name", "b", "times", Map.of("inspiration", Double.valueOf(factor)));
            refused(
                    Map.of("runs", List.of(first, late)),
                    "runs[1].times",
                    "values of inspiration must be in [0, 1]: " + factor + " times uniform [0, 1]");
        }
        Map<String, Object> known = Map.of("name", "b", "known", Map.of("budget", 9), "times", Map.of("budget", 2));
        refused(Map.of("runs", List.of(first, known)), "runs[1].times", "budget is not unknown in b");
        Map<String, Object> normal = Map.of("name", "b", "times", Map.of("competence", 2, "budget", 0.001));
        assertThat(read(Map.of("runs", List.of(first, normal))).runs()).hasSize(2);
    }

    private static void refused(Map<String, ?> map, String path, String problem) {
        assertThatThrownBy(() -> read(map)).isInstanceOfSatisfying(EntryException.class, e -> {
            assertThat(e.path()).isEqualTo(path);
            assertThat(e.problem()).contains(problem);
        });
    }
}

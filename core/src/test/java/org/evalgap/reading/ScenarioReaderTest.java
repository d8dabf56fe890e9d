package org.evalgap.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.evalgap.Parameter;
import org.evalgap.Preset;
import org.evalgap.Scenario;
import org.evalgap.Word;
import org.evalgap.learner.GradientFlow;
import org.evalgap.learner.SampledTrainer;
import org.evalgap.protocol.StandardProtocol;
import org.evalgap.task.GaussianMixture;
import org.evalgap.task.TaskSet;
import org.evalgap.task.TaskSource;
import org.evalgap.task.World;
import org.junit.jupiter.api.Test;

class ScenarioReaderTest {
    private static Scenario read(Map<String, ?> map) {
        return ScenarioReader.withDefaults().read(map, "scenario");
    }

    private static EntryException refused(Map<String, ?> map) {
        return catchThrowableOfType(EntryException.class, () -> read(map));
    }

    @Test
    void nothingSaidIsTheBase() {
        assertThat(read(Map.of())).isEqualTo(Scenario.withDefaults());
        Scenario base = Scenario.withDefaults().withBreadth(2);
        assertThat(ScenarioReader.withDefaults().withBase(base).read(Map.of(), ""))
                .isEqualTo(base);
    }

    @Test
    void parametersOverrideThePresetWhateverTheOrder() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("breadth", 2);
        map.put("budget", "1e3");
        map.put("preset", "broad");
        map.put("trainer", "flow");
        Scenario scenario = read(map);
        assertThat(scenario).isEqualTo(Preset.BROAD.scenario().withBreadth(2).withBudget(1000));
        assertThat(scenario.trainer()).isSameAs(GradientFlow.INSTANCE);
        map.put("trainer", "sampled");
        assertThat(ScenarioReader.withDefaults().read(map, "").trainer()).isSameAs(SampledTrainer.INSTANCE);
    }

    @Test
    void everyParameterCanBeRead() {
        for (Parameter parameter : Parameter.values()) {
            double value = parameter.range().least();
            assertThat(read(Map.of(parameter.label(), value)).get(parameter))
                    .as(parameter.label())
                    .isEqualTo(value);
        }
    }

    @Test
    void mixturesTakeDifficultiesOfTheScenarioWhereTheyGiveNone() {
        Map<String, Object> eval = Map.of(
                "mixture",
                List.of(
                        Map.of("mean", List.of(1, 2.5), "spread", 0.5, "weight", 3),
                        Map.of("mean", List.of(0, 0), "spread", 1, "difficultyMean", -1, "difficultySpread", 0)));
        Scenario scenario = read(Map.of("dimension", 2, "difficultyMean", 0.5, "eval", eval));
        assertThat(scenario.world().eval())
                .isEqualTo(GaussianMixture.of(List.of(
                        new GaussianMixture.Component(3, new double[] {1, 2.5}, 0.5, 0.5, 1.5),
                        new GaussianMixture.Component(1, new double[] {0, 0}, 1, -1, 0))));
    }

    @Test
    void everyNameThatCanBeReadIsKnown() {
        assertThat(ScenarioReader.sources()).containsExactly("eval", "work", "designer", "pretrainingSource");
        assertThat(ScenarioReader.names())
                .contains("preset", "trainer", "protocol", "learner", "breadth")
                .containsAll(ScenarioReader.sources())
                .hasSize(7 + Word.values().length + Parameter.values().length);
    }

    @Test
    void wordsAndProtocolsAreRead() {
        Scenario scenario = read(Map.of("learner", "network", "protocol", Map.of("rotating", 2)));
        assertThat(scenario.get(Word.LEARNER)).isEqualTo("network");
        assertThat(scenario.protocol()).isEqualTo(StandardProtocol.retiring(2));
        assertThat(refused(Map.of("learner", "netwrok")))
                .hasMessageContainingAll("scenario.learner: learner must be", "netwrok");
        assertThat(refused(Map.of("learner", 1))).hasMessage("scenario.learner: must be a text: 1");
        assertThat(refused(Map.of("protocol", "opne"))).hasMessageContaining("scenario.protocol: unknown protocol");
    }

    @Test
    void everySourceIsReadToItsOwnPlace() {
        for (int i = 0; i < 4; i++) {
            Map<String, Object> component = Map.of("mean", Collections.nCopies(8, i), "spread", 1);
            Map<String, Object> mixture = Map.of("mixture", List.of(component));
            Scenario scenario = read(Map.of(ScenarioReader.sources().get(i), mixture));
            World world = scenario.world();
            double[] mean = new double[8];
            Arrays.fill(mean, i);
            List<TaskSource> sources =
                    List.of(world.eval(), world.work(), world.imagined(), scenario.pretrainingSource());
            assertThat(sources.get(i)).isEqualTo(GaussianMixture.single(mean, 1, 0, 1.5));
        }
    }

    @Test
    void aSourceMayComeBeforeItsDimension() {
        GaussianMixture flat = GaussianMixture.single(new double[2], 1, 0, 1);
        Scenario scenario = Scenario.withDefaults().withEval(flat);
        assertThatThrownBy(scenario::requireConsistent)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("eval", "2 dimensions", "has 8", "set dimension to 2");
        assertThat(scenario.withDimension(2).requireConsistent().world().eval()).isSameAs(flat);
    }

    @Test
    void filesOfTasksGoToWhoeverCanReadThem() {
        List<String> asked = new ArrayList<>();
        TaskSet tasks = TaskSet.builder(8).add(new double[8], 0).build();
        ScenarioReader reader = ScenarioReader.withDefaults().withTaskFiles(file -> {
            asked.add(file);
            return tasks;
        });
        Map<String, Object> map = Map.of("work", Map.of("tasks", "w.csv"), "designer", Map.of("tasks", "d.csv"));
        Scenario scenario = reader.read(map, "");
        assertThat(scenario.world().work()).isSameAs(tasks);
        assertThat(scenario.world().imagined()).isSameAs(tasks);
        assertThat(asked).containsExactly("w.csv", "d.csv");
        assertThat(refused(map)).hasMessageContainingAll("scenario.work.tasks", "w.csv");
    }

    @Test
    void whatCannotBeUsedIsNamedByItsPath() {
        assertThat(refused(Map.of("inspirtion", 1)))
                .hasMessage("scenario.inspirtion: unknown parameter \"inspirtion\"; did you mean \"inspiration\"?")
                .matches(EntryException::aboutKey);
        assertThat(refused(Map.of("inspiration", 1.5)))
                .hasMessage("scenario.inspiration: inspiration must be in [0, 1]: 1.5")
                .returns("scenario.inspiration", EntryException::path)
                .matches(e -> !e.aboutKey());
        assertThat(refused(Map.of("inspiration", Double.NaN))).hasMessageContainingAll("[0, 1]", "NaN");
        assertThat(refused(Map.of("inspiration", "NaN"))).hasMessageContainingAll("[0, 1]", "NaN");
        assertThat(refused(Map.of("inspiration", "1e999"))).hasMessageContaining("1e999");
        assertThat(refused(Map.of("environments", 2.5))).hasMessageContaining("a whole number in [1, 65536]: 2.5");
        assertThat(refused(Map.of("environments", true))).hasMessageContaining("true");
        assertThat(refused(Map.of("preset", "nerrow"))).hasMessageContainingAll("scenario.preset", "narrow");
        assertThat(refused(Map.of("preset", 3))).hasMessageContainingAll("scenario.preset", "must be a text: 3");
        assertThat(refused(Map.of("trainer", "flwo"))).hasMessageContainingAll("scenario.trainer", "flwo", "flow");
        assertThat(refused(Map.of("eval", 3))).hasMessageContaining("scenario.eval: must be a map");
        assertThat(refused(Map.of("eval", Map.of()))).hasMessageContaining("either a mixture or a file");
        assertThat(refused(Map.of("eval", Map.of("task", "x"))))
                .hasMessage("scenario.eval.task: unknown key \"task\"; did you mean \"tasks\"?");
        assertThat(refused(Map.of("eval", Map.of("mixture", List.of())))).hasMessageContaining("at least one");
    }

    @Test
    void componentsOfMixturesAreNamedByTheirIndex() {
        assertThat(component(Map.of("spread", 1))).hasMessageContaining("work.mixture[0].mean: must be a list");
        assertThat(component(Map.of("mean", List.of(1)))).hasMessageContaining("work.mixture[0].spread");
        assertThat(component(Map.of("mean", List.of(1, "x"), "spread", 1)))
                .hasMessageContaining("scenario.work.mixture[0].mean[1]: must be a finite number: \"x\"");
        assertThat(component(Map.of("mean", List.of(1), "spread", -1)))
                .hasMessageContaining("scenario.work.mixture[0]: spread");
        assertThat(component(Map.of("mean", List.of(1), "spread", 1, "sprad", 1)))
                .hasMessageContaining("did you mean \"spread\"");
        assertThat(refused(Map.of(
                        "work",
                        Map.of(
                                "mixture",
                                List.of(
                                        Map.of("mean", List.of(1), "spread", 1),
                                        Map.of("mean", List.of(1, 2), "spread", 1))))))
                .hasMessageContaining("scenario.work.mixture: components");
    }

    private static EntryException component(Map<String, ?> component) {
        return refused(Map.of("work", Map.of("mixture", List.of(component))));
    }

    @Test
    void valuesOfAxesAreCheckedAlike() {
        assertThat(Entries.value(Parameter.BREADTH, 2, "vary.breadth[2]")).isEqualTo(2);
        assertThatThrownBy(() -> Entries.value(Parameter.BREADTH, 0, "vary.breadth[2]"))
                .hasMessageStartingWith("vary.breadth[2]: breadth must be in [");
    }
}

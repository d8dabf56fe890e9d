package org.evalgap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract of every declared parameter. */
class ParameterTest {
    /** A legal value other than the default. */
    static double another(Parameter parameter) {
        Range range = parameter.range();
        double value = parameter.byDefault();
        for (double candidate : new double[] {value + 1, value + 0.25, value - 1, value / 2}) {
            if (candidate != value && range.contains(candidate)) {
                return candidate;
            }
        }
        throw new AssertionError(parameter + " has one value only");
    }

    @ParameterizedTest
    @EnumSource
    void hasATypedAccessorAndWither(Parameter parameter) throws ReflectiveOperationException {
        double value = another(parameter);
        boolean whole = parameter.range().whole();
        Method accessor = Scenario.class.getMethod(parameter.label());
        assertThat(accessor.getReturnType()).isEqualTo(whole ? int.class : double.class);
        String suffix = parameter.label().substring(0, 1).toUpperCase(Locale.ROOT)
                + parameter.label().substring(1);
        Method wither = Scenario.class.getMethod("with" + suffix, whole ? int.class : double.class);
        Object argument = whole ? (Object) (int) value : (Object) value;
        Scenario changed = (Scenario) wither.invoke(Scenario.withDefaults(), argument);
        assertThat(((Number) accessor.invoke(changed)).doubleValue()).isEqualTo(value);
        assertThat(changed).isEqualTo(Scenario.withDefaults().with(parameter, value));
        for (Parameter other : Parameter.values()) {
            assertThat(changed.get(other)).isEqualTo(other == parameter ? value : other.byDefault());
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesWhatIsOutsideItsRangeNamingItselfTheRangeAndTheValue(Parameter parameter) {
        Range range = parameter.range();
        double above = range.openAbove() ? range.most() : Math.nextUp(range.most());
        for (double bad : new double[] {
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Math.nextDown(range.least()),
            above,
            range.whole() ? parameter.byDefault() + 0.5 : Double.NaN
        }) {
            assertThatThrownBy(() -> Scenario.withDefaults().with(parameter, bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(parameter.label() + " must be ")
                    .hasMessageContaining(range.toString().replace("whole numbers in ", ""))
                    .hasMessageEndingWith(": " + Parameter.text(bad));
            assertThatThrownBy(() -> Scenario.withDefaults().with(Map.of(parameter, bad)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        double last = range.openAbove() ? Math.nextDown(range.most()) : range.most();
        assertThat(parameter.check(range.least())).isEqualTo(range.least() + 0.0);
        assertThat(parameter.check(last)).isEqualTo(last);
        assertThat(range.contains(parameter.byDefault())).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void tellsScenariosApartByTheLastBit(Parameter parameter) {
        Scenario changed = Scenario.withDefaults().with(parameter, another(parameter));
        assertThat(changed).isNotEqualTo(Scenario.withDefaults());
        assertThat(changed.canonicalText()).isNotEqualTo(Scenario.withDefaults().canonicalText());
        assertThat(changed.toString()).contains(parameter.label() + "=");
        if (!parameter.range().whole()) {
            double value = another(parameter);
            double next = parameter.range().contains(Math.nextUp(value)) ? Math.nextUp(value) : Math.nextDown(value);
            assertThat(Scenario.withDefaults().with(parameter, next).canonicalText())
                    .isNotEqualTo(changed.canonicalText());
        }
    }

    @ParameterizedTest
    @EnumSource
    void sharesTheWorkOfTheStagesBeforeItsOwn(Parameter parameter) {
        Scenario changed = Scenario.withDefaults().with(parameter, another(parameter));
        for (Stage stage : Stage.values()) {
            assertThat(changed.sharesWith(Scenario.withDefaults(), stage))
                    .as("%s up to %s", parameter.label(), stage)
                    .isEqualTo(parameter.stage().compareTo(stage) > 0);
        }
    }

    @Test
    void labelsAreUniqueCamelCaseAndFound() {
        Set<String> seen = new HashSet<>();
        for (Parameter parameter : Parameter.values()) {
            assertThat(parameter.label()).matches("[a-z][A-Za-z]*");
            assertThat(seen.add(parameter.label())).isTrue();
            assertThat(Parameter.labelled(parameter.label())).isEqualTo(parameter);
            assertThat(parameter.unit()).isNotBlank();
            assertThat(parameter.meaning()).isNotBlank().doesNotEndWith(".");
        }
        assertThat(Parameter.find("nothing")).isEmpty();
    }

    @Test
    void anUnknownNameSuggestsTheNearest() {
        assertThatThrownBy(() -> Parameter.labelled("inspirtion"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unknown parameter \"inspirtion\"")
                .hasMessageContaining("did you mean \"inspiration\"?");
        assertThatThrownBy(() -> Preset.labelled("contaminate"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unknown preset \"contaminate\"")
                .hasMessageContaining("did you mean \"contaminated\"?")
                .hasMessageContaining("default, narrow, broad, contaminated");
    }

    @Test
    void zeroHasNoSign() {
        Scenario minus = Scenario.withDefaults().withShift(-0.0);
        assertThat(minus).isEqualTo(Scenario.withDefaults().withShift(0));
        assertThat(Double.doubleToRawLongBits(minus.shift())).isZero();
    }

    /** The defaults as the model prints them. */
    @Test
    void defaultsAreThoseOfTheModel() {
        Map<String, Double> model = Map.ofEntries(
                Map.entry("dimension", 8.0),
                Map.entry("shift", 3.0),
                Map.entry("evalSpread", 0.5),
                Map.entry("difficultyMean", 0.0),
                Map.entry("difficultySpread", 1.5),
                Map.entry("publicItems", 200.0),
                Map.entry("freshItems", 1000.0),
                Map.entry("workTasks", 1000.0),
                Map.entry("designerBias", 1.0),
                Map.entry("environments", 256.0),
                Map.entry("inspiration", 0.5),
                Map.entry("errorFocus", 0.0),
                Map.entry("departure", 0.1),
                Map.entry("breadth", 1.0),
                Map.entry("memorization", 0.9),
                Map.entry("memorizationScale", 0.25),
                Map.entry("formatLearning", 0.0),
                Map.entry("competence", 0.0),
                Map.entry("guessRate", 0.0),
                Map.entry("evalHorizon", 1.0),
                Map.entry("workHorizon", 10.0),
                Map.entry("environmentHorizon", 1.0),
                Map.entry("budget", 1024.0),
                Map.entry("critic", 0.0),
                Map.entry("advantageNormalization", 0.0),
                Map.entry("klPenalty", 0.0),
                Map.entry("narrowing", 0.0),
                Map.entry("updates", 200.0),
                Map.entry("episodesPerUpdate", 16.0),
                Map.entry("rounds", 1.0),
                Map.entry("candidates", 1.0),
                Map.entry("attempts", 1.0),
                Map.entry("surfaceDimensions", 0.0),
                Map.entry("surfaceSpread", 1.0),
                Map.entry("answerLength", 2.0),
                Map.entry("width", 64.0),
                Map.entry("richness", 1.0),
                Map.entry("batch", 256.0),
                Map.entry("learningRate", 0.003),
                Map.entry("pretraining", 0.0),
                Map.entry("pretrainingTasks", 1000.0));
        assertThat(model).hasSize(Parameter.values().length);
        model.forEach((label, value) ->
                assertThat(Parameter.labelled(label).byDefault()).as(label).isEqualTo(value));
    }

    @Test
    void presetsAreWhatTheySay() {
        assertThat(Preset.labelled("default").scenario()).isEqualTo(Scenario.withDefaults());
        assertThat(Preset.CONTAMINATED.scenario().departure()).isZero();
        assertThat(Preset.CONTAMINATED.scenario().inspiration()).isEqualTo(1);
        // Two students, at equal inspiration: a hundredth of the practice that carries three times as far.
        assertThat(Preset.NARROW.scenario().budget())
                .isEqualTo(100 * Preset.BROAD.scenario().budget());
        assertThat(Preset.BROAD.scenario().breadth())
                .isEqualTo(3 * Preset.NARROW.scenario().breadth());
        for (Preset preset : Preset.values()) {
            assertThat(Preset.labelled(preset.label())).isEqualTo(preset);
            assertThat(preset.origin()).isNotBlank();
        }
    }
}

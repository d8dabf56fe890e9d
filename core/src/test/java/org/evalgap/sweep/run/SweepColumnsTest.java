package org.evalgap.sweep.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.environment.DesignBrief;
import org.evalgap.environment.EnvironmentDesigner;
import org.evalgap.environment.EnvironmentSheet;
import org.evalgap.environment.InspiredDesigner;
import org.evalgap.sweep.Axis;
import org.evalgap.sweep.PlanBuilder;
import org.evalgap.sweep.SweepPlan;
import org.junit.jupiter.api.Test;

class SweepColumnsTest {
    /** Does as the model's own, under another name. */
    private record Named(String name) implements EnvironmentDesigner {
        @Override
        public void design(DesignBrief brief, EnvironmentSheet sheet) {
            InspiredDesigner.INSTANCE.design(brief, sheet);
        }
    }

    private static final EnvironmentDesigner OWN = new Named("mine(3)");

    private static PlanBuilder plan(Scenario scenario) {
        return SweepPlan.builder()
                .scenario(scenario.withPublicItems(8)
                        .withFreshItems(8)
                        .withWorkTasks(8)
                        .withEnvironments(4))
                .vary(Parameter.BUDGET, 1, 2);
    }

    private static List<Object> column(SweepPlan plan, String name) {
        SweepColumns columns = SweepColumns.of(plan);
        List<Object> cells = new ArrayList<>();
        SweepRunner.withDefaults()
                .run(
                        plan,
                        row -> cells.add(columns.columns()
                                .get(columns.names().indexOf(name))
                                .value()
                                .apply(row)));
        return cells;
    }

    @Test
    void plansOfTheModelsDesignerHaveNoColumnForIt() {
        SweepPlan plan = plan(Scenario.withDefaults()).build();
        assertThat(plan.hasOwnDesigner()).isFalse();
        assertThat(SweepColumns.of(plan).names()).doesNotContain("designer").contains("trainer");
    }

    @Test
    void rowsTellTheDesignerWhereItIsAnother() {
        Scenario own = Scenario.withDefaults().withEnvironmentDesigner(OWN);
        assertThat(column(plan(own).build(), "designer")).containsExactly("mine(3)", "mine(3)");
        Axis people = Axis.choices(
                "people",
                List.of(
                        new Axis.Choice("a", s -> s),
                        new Axis.Choice("b", s -> s.withEnvironmentDesigner(OWN)),
                        new Axis.Choice("c", s -> s.withRounds(2))));
        SweepPlan plan = plan(Scenario.withDefaults()).vary(people).build();
        assertThat(column(plan, "designer"))
                .containsExactly("inspired", "mine(3)", "inspired", "inspired", "mine(3)", "inspired");
    }

    @Test
    void anAxisOfDesignersIsTheirColumn() {
        Axis designers = Axis.choices(
                "designer",
                List.of(
                        new Axis.Choice("ours", s -> s),
                        new Axis.Choice("theirs", s -> s.withEnvironmentDesigner(OWN))));
        SweepPlan plan = plan(Scenario.withDefaults()).vary(designers).build();
        assertThat(SweepColumns.of(plan).names()).containsOnlyOnce("designer");
        assertThat(column(plan, "designer")).containsExactly("ours", "theirs", "ours", "theirs");
    }
}

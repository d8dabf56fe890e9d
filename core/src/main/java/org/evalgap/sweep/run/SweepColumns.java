package org.evalgap.sweep.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.evalgap.Parameter;
import org.evalgap.Summary;
import org.evalgap.Word;
import org.evalgap.measure.Measure;
import org.evalgap.measure.MeasureGroup;
import org.evalgap.measure.Score;
import org.evalgap.sweep.Axis;
import org.evalgap.sweep.ResultNames;
import org.evalgap.sweep.SweepPlan;

/**
 * The columns of a sweep's results, the same in files and in tables: the point, choices, every parameter (constants
 * included), the trainer and other words, the environment designer where it is not everywhere the model's own, the seed, the replicates, the gains of the four scores, and each measure, both with their standard
 * errors; and behind them all gains and measures once more, {@linkplain Summary#adjusted() adjusted} for luck, as far as they can be.
 */
public final class SweepColumns {
    /** What a measure's standard error is called: the measure's name and this. */
    public static final String ERROR = ResultNames.ERROR;

    /** What a mean that is adjusted for luck is called: the measure's name and this. */
    public static final String ADJUSTED = ResultNames.ADJUSTED;

    private final List<Column> columns = new ArrayList<>();

    private SweepColumns(List<String> choices, boolean designers, Set<MeasureGroup> measures) {
        add(ResultNames.POINT, Long.class, row -> row.point().index());
        for (int i = 0; i < choices.size(); i++) {
            int choice = i;
            add(choices.get(i), String.class, row -> row.point().choices().get(choice));
        }
        for (Parameter parameter : Parameter.values()) {
            add(parameter.label(), Double.class, row -> row.point().scenario().get(parameter));
        }
        // An axis of choices of that name stands in the place of the column.
        if (!choices.contains(ResultNames.TRAINER)) {
            add(
                    ResultNames.TRAINER,
                    String.class,
                    row -> row.point().scenario().trainer().name());
        }
        for (Word word : Word.values()) {
            if (!choices.contains(word.label())) {
                add(word.label(), String.class, row -> row.point().scenario().get(word));
            }
        }
        if (designers && !choices.contains(ResultNames.DESIGNER)) {
            add(
                    ResultNames.DESIGNER,
                    String.class,
                    row -> row.point().scenario().environmentDesigner().name());
        }
        add(ResultNames.SEED, Long.class, SweepRow::seed);
        add(ResultNames.REPLICATES, Long.class, row -> row.summary().replicates());
        addResults("", measures, SweepRow::summary);
        addResults(ADJUSTED, measures, SweepRow::adjusted);
    }

    private void addResults(String ending, Set<MeasureGroup> measures, Function<SweepRow, Summary> summary) {
        // The standard errors of gains do not follow from those of the scores.
        for (Score score : Score.values()) {
            String name = score.gainLabel() + ending;
            add(name, Double.class, row -> summary.apply(row).gain(score));
            add(
                    name + ERROR,
                    Double.class,
                    row -> summary.apply(row).gainStandardError(score).orElse(Double.NaN));
        }
        for (Measure measure : Measure.values()) {
            if (measures.contains(measure.group())) {
                String name = measure.label() + ending;
                add(name, Double.class, row -> summary.apply(row).mean(measure));
                add(
                        name + ERROR,
                        Double.class,
                        row -> summary.apply(row).standardError(measure).orElse(Double.NaN));
            }
        }
    }

    private void add(String name, Class<?> type, Function<SweepRow, Object> value) {
        columns.add(new Column(name, type, value));
    }

    /**
     * A column.
     *
     * @param name its header
     * @param type {@code Long}, {@code Double} or {@code String}
     * @param value what a row holds there; NaN where there is nothing, as the standard error of a single replicate
     */
    public record Column(String name, Class<?> type, Function<SweepRow, Object> value) {}

    /**
     * The columns of a plan's results.
     *
     * @param plan the plan
     * @return its columns
     */
    public static SweepColumns of(SweepPlan plan) {
        return of(choices(plan), plan.hasOwnDesigner(), plan.measures());
    }

    /**
     * The columns of results whose plan is not at hand.
     *
     * @param choices names of the plan's axes of choices, in their order
     * @param ownDesigner whether designers are not all the model's own, and so have a column
     * @param measures what was measured; scores always are
     * @return the columns
     */
    public static SweepColumns of(List<String> choices, boolean ownDesigner, Set<MeasureGroup> measures) {
        return new SweepColumns(choices, ownDesigner, measures);
    }

    /**
     * The axes of choices of a plan.
     *
     * @param plan the plan
     * @return their names in order
     */
    public static List<String> choices(SweepPlan plan) {
        return plan.axes().stream()
                .filter(axis -> axis.parameter().isEmpty())
                .map(Axis::name)
                .toList();
    }

    /**
     * The columns in order.
     *
     * @return a list that cannot be changed
     */
    public List<Column> columns() {
        return List.copyOf(columns);
    }

    /**
     * The headers in order.
     *
     * @return a list that cannot be changed
     */
    public List<String> names() {
        return columns.stream().map(Column::name).toList();
    }
}

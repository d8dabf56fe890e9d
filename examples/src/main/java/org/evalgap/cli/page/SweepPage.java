package org.evalgap.cli.page;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.MathContext;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.evalgap.Parameter;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.output.Build;
import org.evalgap.cli.output.Numbers;
import org.evalgap.cli.text.SweepAnswer;
import org.evalgap.measure.Transfer;
import org.evalgap.report.Matching;
import org.evalgap.sweep.PublishedFigure;
import org.evalgap.sweep.SweepPlan;
import org.evalgap.sweep.run.SweepColumns;
import org.jspecify.annotations.Nullable;

/** The page of a sweep: its question, figures over its axes, every row, and how to have it again. */
public final class SweepPage {
    /** So many digits of a commit tell it from others. */
    private static final int COMMIT = 7;

    private final ResultView view;
    private final @Nullable SweepPlan plan;
    private final @Nullable String planText;
    private final String command;
    private final List<GoodhartCurve> curves;

    /**
     * A page.
     *
     * @param table the rows, at least one
     * @param plan what they come from, if it is known
     * @param planText the plan's file as it was written, if it is known
     * @param command the command line
     */
    public SweepPage(ResultTable table, @Nullable SweepPlan plan, @Nullable String planText, String command) {
        this.view = new ResultView(table);
        this.plan = plan;
        this.planText = planText;
        this.command = command;
        this.curves = plan == null ? List.of() : GoodhartCurve.of(plan, view);
    }

    /**
     * Writes the page and the main figures as images.
     *
     * @param option the option that names the directory
     * @param directory made if it does not exist
     * @return the path of the page
     * @throws InputException if a file cannot be written
     */
    public Path write(String option, Path directory) {
        return Page.write(option, directory, html(), SweepImages.of(view, start(), curves));
    }

    /** The page's text. */
    String html() {
        SweepAnswer answer = view.answer(plan);
        return Page.drawn(
                "EvalGap: " + name(),
                "sweep",
                List.of("sweep-answer", "sweep-random", "sweep"),
                Map.of(
                        "meta", meta(),
                        "heading", Page.escaped(answer.headline()),
                        "more", Page.escaped(answer.more()),
                        "caveat", Page.escaped(answer.caveat()),
                        "question", question(),
                        "words", words(),
                        "reproduce", reproduce()),
                this::data);
    }

    /** Which sweep this is, and who made the page when. */
    private String meta() {
        String commit = Build.commit();
        return Page.escaped("Sweep " + name() + " · " + view.table().rows() + " labs × " + view.replicates()
                + " replicates · seed " + view.table().texts("seed").get(0) + " · "
                + LocalDate.now(ZoneOffset.UTC) + " · EvalGap " + Build.version()
                + (commit.isEmpty() ? "" : " · commit " + commit.substring(0, Math.min(COMMIT, commit.length()))));
    }

    /** What the page's words mean, from their declarations. */
    private String words() {
        StringBuilder text =
                new StringBuilder("<p><b>points</b> are hundredths of a score. <b>±</b> is half of a 95 % interval"
                        + " over replicates. <b>–</b> is not known, or not determined. A <b>lab</b> is one row of the sweep. "
                        + "Inflation is orange and impact green in every figure.</p>\n<dl>\n");
        for (String name : view.table().names()) {
            if (ResultTable.measured(name)) {
                text.append("<dt>").append(Page.escaped(ResultTable.words(name)));
                String unit = ResultTable.unit(name);
                text.append(unit.isEmpty() ? "" : " (" + Page.escaped(unit) + ")")
                        .append("</dt><dd>");
                text.append(Page.escaped(ResultTable.meaning(name))).append("</dd>\n");
            }
        }
        return text.append("</dl>\n").toString();
    }

    private String name() {
        return plan == null ? "sweep" : plan.name();
    }

    /** The comment at the top of the plan, which says what it asks; else the question that every sweep answers. */
    private String question() {
        String comment = planText == null
                ? ""
                : planText.lines()
                        .takeWhile(line -> line.startsWith("#"))
                        .map(line -> line.substring(1).strip())
                        .collect(Collectors.joining("\n"));
        String asked = comment.isBlank() ? usualQuestion() : comment;
        return Arrays.stream(asked.split("\n\\s*\n"))
                .filter(paragraph -> !paragraph.isBlank())
                .map(paragraph -> "<p class=\"lead\">" + Page.escaped(paragraph.replace('\n', ' ')) + "</p>")
                .collect(Collectors.joining("\n"));
    }

    private String usualQuestion() {
        String axes = view.axes().stream().map(ResultAxis::name).collect(Collectors.joining(", "));
        return "How much of a public gain is inflation, and how much of it is real work"
                + (axes.isEmpty() ? "?" : ", depending on " + axes + "?");
    }

    private String planLine() {
        String axes = view.axes().stream()
                .map(axis -> axis.name() + " (" + axis.levels() + ")")
                .collect(Collectors.joining(" × "));
        return view.table().rows() + " labs" + (axes.isEmpty() ? "" : ": " + axes) + "; " + view.replicates()
                + " replicates each; seed " + view.table().texts("seed").get(0) + ".";
    }

    private String reproduce() {
        StringBuilder text = new StringBuilder();
        text.append("<p>EvalGap ").append(Page.escaped(Build.version()));
        text.append(", seed ").append(Page.escaped(view.table().texts("seed").get(0)));
        text.append(": the same version, plan and seed give the same numbers on any machine.</p>\n");
        text.append(Page.called(command));
        if (planText != null) {
            text.append("<details open><summary>The plan</summary><pre tabindex=\"0\">");
            text.append(Page.escaped(planText)).append("</pre></details>\n");
        }
        fixed(text);
        return text.toString();
    }

    /** What is the same in every row. */
    private void fixed(StringBuilder text) {
        text.append("<details><summary>What every point has in common</summary>")
                .append(Page.scroll("What every point has in common"))
                .append("<table><thead><tr>");
        text.append("<th class=\"text\">parameter</th><th>value</th><th>default</th><th class=\"text\">unit</th>");
        text.append("<th class=\"text\">meaning</th></tr></thead><tbody>\n");
        for (Parameter parameter : Parameter.values()) {
            boolean known = view.table().has(parameter.label());
            double[] values = known ? view.table().numbers(parameter.label()) : new double[0];
            if (known && Arrays.stream(values).allMatch(value -> value == values[0])) {
                text.append(values[0] == parameter.byDefault() ? "<tr>" : "<tr class=\"current\">");
                text.append("<td class=\"text\">").append(parameter.label());
                text.append("</td><td>").append(Numbers.text(values[0]));
                text.append("</td><td>").append(Numbers.text(parameter.byDefault()));
                text.append("</td><td class=\"text\">").append(Page.escaped(parameter.unit()));
                text.append("</td><td class=\"text wide\">").append(Page.escaped(parameter.meaning()));
                text.append("</td></tr>\n");
            }
        }
        text.append("</tbody></table></div></details>\n");
    }

    private void data(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", name());
        json.writeNumberField("rows", view.table().rows());
        json.writeNumberField("start", start());
        json.writeNumberField("replicates", view.replicates());
        json.writeFieldName("factor");
        PageNumbers.number(json, view.factor(), PageNumbers.DIGITS);
        json.writeBooleanField("grid", view.grid());
        json.writeStringField("planLine", planLine());
        json.writeStringField("intervals", view.intervals());
        json.writeObjectFieldStart("transfer");
        json.writeNumberField("standardErrors", Transfer.STANDARD_ERRORS);
        json.writeNumberField("leastGain", Transfer.LEAST_GAIN);
        json.writeEndObject();
        json.writeArrayFieldStart("axes");
        for (ResultAxis axis : view.axes()) {
            axis(json, axis);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("columns");
        for (String name : view.table().names()) {
            column(json, name);
        }
        json.writeEndArray();
        references(json);
        json.writeArrayFieldStart("trajectories");
        for (GoodhartCurve curve : curves) {
            curve.write(json);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** The lab that the question is about: the nearest one to the first published figure, else the nearest one to the defaults. */
    private int start() {
        return plan == null || plan.reference().isEmpty()
                ? view.start()
                : view.nearest(plan.reference().get(0));
    }

    private void axis(JsonGenerator json, ResultAxis axis) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", axis.name());
        json.writeStringField("unit", ResultTable.unit(axis.name()));
        json.writeStringField("meaning", ResultTable.meaning(axis.name()));
        json.writeBooleanField("text", axis.isText());
        json.writeBooleanField("log", axis.logarithmic());
        if (axis.isText()) {
            json.writeArrayFieldStart("levels");
            for (String label : axis.labels()) {
                json.writeString(label);
            }
            json.writeEndArray();
        } else if (view.grid()) {
            PageNumbers.array(json, "levels", axis.values(), MathContext.DECIMAL64);
        } else {
            PageNumbers.array(json, "values", view.table().numbers(axis.name()), PageNumbers.DIGITS);
        }
        if (axis.isText() || view.grid()) {
            json.writeFieldName("at");
            json.writeArray(axis.at(), 0, axis.at().length);
        }
        json.writeEndObject();
    }

    /** A column that is the same in all rows is written once. */
    private void column(JsonGenerator json, String name) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", name);
        json.writeStringField("label", ResultTable.words(name));
        json.writeStringField("unit", ResultTable.unit(name));
        json.writeStringField("meaning", ResultTable.meaning(name));
        json.writeBooleanField("measure", ResultTable.measured(name));
        if (view.table().isText(name)) {
            List<String> cells = view.table().texts(name);
            boolean constant = cells.stream().allMatch(cells.get(0)::equals);
            if (constant) {
                json.writeStringField("value", cells.get(0));
            } else {
                json.writeFieldName("values");
                json.writeArray(cells.toArray(String[]::new), 0, cells.size());
            }
        } else {
            numbers(json, name);
        }
        json.writeEndObject();
    }

    private void numbers(JsonGenerator json, String name) throws IOException {
        double[] cells = view.table().numbers(name);
        boolean result = ResultTable.measured(name) || name.endsWith(SweepColumns.ERROR);
        MathContext digits = !result
                ? MathContext.DECIMAL64
                : ResultTable.measured(name) ? PageNumbers.DIGITS : PageNumbers.ERROR_DIGITS;
        if (Arrays.stream(cells).allMatch(cell -> cell == cells[0])) {
            json.writeFieldName("value");
            PageNumbers.number(json, cells[0], digits);
        } else {
            PageNumbers.array(json, "values", cells, digits);
        }
    }

    private void references(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("reference");
        for (PublishedFigure figure :
                Optional.ofNullable(plan).map(SweepPlan::reference).orElse(List.of())) {
            json.writeStartObject();
            json.writeStringField("name", figure.name());
            json.writeStringField("measure", figure.measure().label());
            json.writeNumberField("mean", figure.mean());
            json.writeNumberField("within", Matching.within(figure));
            json.writeNumberField("count", figure.count());
            json.writeNumberField("nearest", view.nearest(figure));
            int[] matches =
                    view.matches(figure).stream().mapToInt(Integer::intValue).toArray();
            json.writeFieldName("matches");
            json.writeArray(matches, 0, matches.length);
            json.writeStringField("source", figure.source());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}

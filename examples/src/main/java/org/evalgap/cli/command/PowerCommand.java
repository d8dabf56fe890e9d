package org.evalgap.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.output.Csv;
import org.evalgap.cli.output.Json;
import org.evalgap.cli.output.Numbers;
import org.evalgap.cli.output.Output;
import org.evalgap.cli.output.OutputFormat;
import org.evalgap.cli.output.Tree;
import org.evalgap.cli.page.PowerChart;
import org.evalgap.cli.text.Grid;
import org.evalgap.cli.text.RefreshText;
import org.evalgap.cli.text.Screen;
import org.evalgap.estimate.power.Detection;
import org.evalgap.estimate.power.DetectionSpec;
import org.evalgap.estimate.power.FlagPower;
import org.evalgap.estimate.power.Refresh;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code evalgap power}: how many fresh items it takes. */
@Command(
        name = "power",
        description = "Say how many fresh items it takes to show that a model is inflated.",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        sortOptions = false,
        footer = {"", "Example: evalgap power --public-items 1319 --score 0.6 --inflation 0.05 --models 63"})
final class PowerCommand implements Callable<Integer> {
    private static final double[] INFLATIONS = {0.01, 0.02, 0.03, 0.05, 0.08, 0.1, 0.15, 0.2};
    private static final double[] FRESH = {
        50, 100, 200, 300, 500, 700, 1000, 1500, 2000, 3000, 5000, 10000, 20000, 50000
    };

    @Option(
            names = "--public-items",
            paramLabel = "N",
            description = "Items of the public eval. Default: ${DEFAULT-VALUE}.")
    private long publicItems = 1000;

    @Option(names = "--score", paramLabel = "X", description = "Clean score, as a fraction. Default: ${DEFAULT-VALUE}.")
    private double score = 0.5;

    @Option(
            names = "--inflation",
            paramLabel = "X",
            description = "Inflation to detect, as a share of items. Default: ${DEFAULT-VALUE}.")
    private double inflation = 0.05;

    @Option(names = "--power", paramLabel = "P", description = "Wanted chance of detection. Default: ${DEFAULT-VALUE}.")
    private double power = 0.8;

    @Option(
            names = "--false-alarm",
            paramLabel = "P",
            description = "Chance of an alarm if nobody is inflated. Default: ${DEFAULT-VALUE}.")
    private double falseAlarm = 0.05;

    @Option(
            names = "--models",
            paramLabel = "N",
            description = "Models of the table, of which one is inflated. Default: ${DEFAULT-VALUE}.")
    private int models = 50;

    @Option(
            names = "--pairing",
            paramLabel = "R",
            description = "Correlation of answers to twins of public items. Default: ${DEFAULT-VALUE}.")
    private double pairing;

    @Option(
            names = "--public-cluster",
            paramLabel = "N",
            description = "Items of a cluster in the public eval. Default: ${DEFAULT-VALUE}.")
    private double publicCluster = 1;

    @Option(
            names = "--fresh-cluster",
            paramLabel = "N",
            description = "Items of a cluster in the fresh set. Default: ${DEFAULT-VALUE}.")
    private double freshCluster = 1;

    @Option(
            names = "--cluster-correlation",
            paramLabel = "R",
            description = "Correlation of items of a cluster. Default: ${DEFAULT-VALUE}.")
    private double clusterCorrelation = 1;

    @Option(
            names = "--shift-deviation",
            paramLabel = "X",
            description = "Deviation of the common shift in probit. Default: ${DEFAULT-VALUE}.")
    private double shiftDeviation = 0.03;

    @Option(names = "--pressure", paramLabel = "X", description = "Plan over time: inflation learned a year.")
    private @Nullable Double pressure;

    @Option(names = "--allowed", paramLabel = "X", description = "Inflation at which a set is replaced. Default: 0.01.")
    private double allowed = 0.01;

    @Option(
            names = "--submissions",
            paramLabel = "Q",
            description = "Submissions, of which the best counts. Default: 1.")
    private int submissions = 1;

    @Option(names = "--items-a-year", paramLabel = "N", description = "New items a year. Default: as many as it takes.")
    private double itemsAYear;

    @Option(names = "--verbose", description = "Show the chance to detect it too.")
    private boolean verbose;

    @Option(names = "--format", paramLabel = "FORMAT", description = "${COMPLETION-CANDIDATES}. Default: table.")
    private OutputFormat format = OutputFormat.table;

    @Option(names = "--chart", paramLabel = "FILE.png", description = "Also draw the curve.")
    private @Nullable Path chart;

    private static final int PERCENT = 100;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        checkOptions();
        List<Case> cases = cases();
        String text = switch (format) {
            case table ->
                table(cases)
                        + (pressure == null
                                ? ""
                                : Screen.of(spec).fitted(RefreshText.table(refresh(), allowed, itemsAYear)));
            case csv -> csv(cases);
            case json -> json(cases);
        };
        if (chart != null) {
            PowerChart.write(
                    chart,
                    answer(cases).replaceFirst("\\.$", ""),
                    drawn(),
                    FRESH,
                    cases.stream().map(Case::name).toList(),
                    curve(cases));
        }
        Output.print(spec, text);
        return 0;
    }

    private void checkOptions() {
        between("--score", score, 1);
        atLeast("--public-items", publicItems, 1);
        between("--power", power, 1);
        between("--false-alarm", falseAlarm, 0.5);
        atLeast("--models", models, 1);
        atLeast("--public-cluster", publicCluster, 1);
        atLeast("--fresh-cluster", freshCluster, 1);
        atLeast("--shift-deviation", shiftDeviation, 0);
        if (pressure != null) {
            between("--pressure", pressure, 100);
            between("--allowed", allowed, 1);
            atLeast("--submissions", submissions, 1);
            atLeast("--items-a-year", itemsAYear, 0);
        }
        if (!(pairing >= 0 && pairing < 1)) {
            throw new InputException("--pairing must be at least 0 and below 1: " + Numbers.text(pairing));
        }
        if (!(clusterCorrelation >= 0 && clusterCorrelation <= 1)) {
            throw new InputException("--cluster-correlation must be in [0, 1]: " + Numbers.text(clusterCorrelation));
        }
        if (!(inflation > 0 && inflation < 1 - score)) {
            throw new InputException("--inflation must be above 0 and below 1 − score, " + Numbers.text(1 - score)
                    + ": " + Numbers.text(inflation));
        }
    }

    private static void between(String option, double value, double high) {
        if (!(value > 0 && value < high)) {
            throw new InputException(
                    option + " must be above 0 and below " + Numbers.text(high) + ": " + Numbers.text(value));
        }
    }

    private static void atLeast(String option, double value, double low) {
        if (!(value >= low && value < Double.POSITIVE_INFINITY)) {
            throw new InputException(option + " must be at least " + Numbers.text(low) + ": " + Numbers.text(value));
        }
    }

    /** What may be asked of a comparison: the test of two scores, or the flag of a table of models. */
    private record Case(String name, DetectionSpec of, boolean flag) {
        double power(double inflation, double fresh) {
            return flag ? FlagPower.power(of, inflation, fresh) : Detection.power(of, inflation, fresh);
        }

        OptionalLong freshItems(double inflation, double power) {
            return flag ? FlagPower.freshItems(of, inflation, power) : Detection.freshItems(of, inflation, power);
        }

        String test() {
            return flag ? "flag" : "scores";
        }

        /** None where the other models of the table show the shift. */
        @Nullable
        Double shiftDeviation() {
            return flag ? null : (Double) of.shiftDeviation();
        }
    }

    private List<Case> cases() {
        DetectionSpec one = DetectionSpec.of(score, publicItems)
                .withFalseAlarm(falseAlarm)
                .withPairing(pairing)
                .withDesign(1 + (publicCluster - 1) * clusterCorrelation, 1 + (freshCluster - 1) * clusterCorrelation);
        List<Case> cases = new ArrayList<>();
        cases.add(new Case("one model", one, false));
        cases.add(new Case("one, shift", one.withShiftDeviation(shiftDeviation), false));
        if (models > 1) {
            cases.add(new Case("flag of " + models, one.withModels(models), true));
        }
        return cases;
    }

    private Refresh refresh() {
        return new Refresh(Objects.requireNonNull(pressure), publicItems, score, submissions);
    }

    private double[][] curve(List<Case> cases) {
        double[][] out = new double[cases.size()][FRESH.length];
        for (int c = 0; c < out.length; c++) {
            for (int i = 0; i < FRESH.length; i++) {
                out[c][i] = cases.get(c).power(inflation, FRESH[i]);
            }
        }
        return out;
    }

    private List<Double> inflations() {
        List<Double> out = new ArrayList<>();
        for (double x : INFLATIONS) {
            if (x < 1 - score) {
                out.add(x);
            }
        }
        if (!out.contains(inflation)) {
            out.add(inflation);
        }
        return out.stream().sorted().toList();
    }

    private String table(List<Case> cases) {
        Screen screen = Screen.of(spec);
        StringBuilder out = new StringBuilder(screen.strong(screen.wrapped(answer(cases))));
        out.append('\n').append(needed(cases).text(screen.width()));
        out.append(screen.wrapped("Fresh items for power " + Numbers.text(power) + " at false alarm "
                + Numbers.text(falseAlarm) + ", for a public eval of " + publicItems + " items and a clean score of "
                + Numbers.fixed(PERCENT * score, 0)
                + " points; shift: the fresh set may be harder or easier for all, by "
                + Numbers.text(shiftDeviation)
                + " probit (standard deviation); flag: by estimate, the other models showing the shift."));
        if (verbose) {
            out.append('\n')
                    .append(screen.wrapped("Chance to detect " + points(inflation) + " points of inflation, %"));
            out.append(chances(cases).text(screen.tableWidth()));
        } else {
            out.append(screen.wrapped("The chance to detect it, by the number of fresh items: --verbose"));
        }
        return screen.fitted(out.toString());
    }

    /** What the chart shows, and under which assumptions. */
    private String drawn() {
        return "The chance by the number of fresh items, for " + publicItems + " public items, a clean score of "
                + Numbers.fixed(PERCENT * score, 0) + " points and false alarms of " + points(falseAlarm)
                + " %; the title is for a chance of " + points(power)
                + " %. Shift: the fresh set may be harder or easier for"
                + " all, by " + Numbers.text(shiftDeviation) + " probit. Computed, not simulated: no whiskers.";
    }

    private String answer(List<Case> cases) {
        String answer = "To detect " + points(inflation) + " points of inflation in one model takes "
                + items(cases.get(0).freshItems(inflation, power));
        return cases.stream()
                        .filter(Case::flag)
                        .findFirst()
                        .map(flag -> answer + "; to have it flagged among " + models + " models, "
                                + items(flag.freshItems(inflation, power)))
                        .orElse(answer)
                + ".";
    }

    private static String items(OptionalLong items) {
        return items.isPresent()
                ? Long.toString(items.getAsLong()) + " fresh items"
                : "more than any number of fresh items: the public eval is too small";
    }

    private static String points(double share) {
        return Numbers.text(Math.rint(PERCENT * PERCENT * share) / PERCENT);
    }

    private static Grid grid(String head, List<Case> cases) {
        Grid grid = new Grid().numbers(head);
        cases.forEach(one -> grid.numbers(one.name()));
        return grid;
    }

    private Grid needed(List<Case> cases) {
        Grid grid = grid("inflation, points", cases);
        for (double x : inflations()) {
            List<String> cells = new ArrayList<>(List.of(points(x)));
            for (Case one : cases) {
                OptionalLong n = one.freshItems(x, power);
                cells.add(n.isPresent() ? Long.toString(n.getAsLong()) : "unreachable");
            }
            grid.row(cells);
        }
        return grid;
    }

    private Grid chances(List<Case> cases) {
        Grid grid = grid("fresh items", cases);
        double[][] curve = curve(cases);
        for (int i = 0; i < FRESH.length; i++) {
            List<String> cells = new ArrayList<>(List.of(Numbers.text(FRESH[i])));
            for (double[] one : curve) {
                cells.add(Numbers.fixed(PERCENT * one[i], 1));
            }
            grid.row(cells);
        }
        return grid;
    }

    private String csv(List<Case> cases) {
        List<List<Object>> records = new ArrayList<>();
        double[][] curve = curve(cases);
        for (int c = 0; c < curve.length; c++) {
            for (int i = 0; i < FRESH.length; i++) {
                Case one = cases.get(c);
                Object shift = Objects.requireNonNullElse(one.shiftDeviation(), "");
                records.add(List.of(inflation, FRESH[i], one.of().models(), shift, curve[c][i], one.test()));
            }
        }
        return Csv.text(List.of("inflation", "freshItems", "models", "shiftDeviation", "power", "test"), records);
    }

    private String json(List<Case> cases) {
        double[][] curves = curve(cases);
        List<Object> all = new ArrayList<>();
        for (int c = 0; c < curves.length; c++) {
            Case one = cases.get(c);
            List<Object> needed = new ArrayList<>();
            for (double x : inflations()) {
                OptionalLong n = one.freshItems(x, power);
                needed.add(Tree.of("inflation", x, "freshItems", n.isPresent() ? n.getAsLong() : null));
            }
            List<Object> curve = new ArrayList<>();
            for (int i = 0; i < FRESH.length; i++) {
                curve.add(Tree.of("freshItems", FRESH[i], "power", curves[c][i]));
            }
            all.add(Tree.of(
                    "test",
                    one.test(),
                    "models",
                    one.of().models(),
                    "shiftDeviation",
                    one.shiftDeviation(),
                    "needed",
                    needed,
                    "curve",
                    curve));
        }
        Map<String, @Nullable Object> tree = Tree.of("power", power, "cases", all);
        if (pressure != null) {
            tree.put("overTime", RefreshText.tree(refresh(), allowed, itemsAYear));
        }
        return Json.withPoints(tree);
    }
}

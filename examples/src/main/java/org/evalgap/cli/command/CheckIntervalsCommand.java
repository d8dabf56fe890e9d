package org.evalgap.cli.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.output.Csv;
import org.evalgap.cli.output.Json;
import org.evalgap.cli.output.Numbers;
import org.evalgap.cli.output.Output;
import org.evalgap.cli.output.OutputFormat;
import org.evalgap.cli.output.Tree;
import org.evalgap.cli.text.Grid;
import org.evalgap.cli.text.Screen;
import org.evalgap.estimate.ShiftAssumption;
import org.evalgap.estimate.honesty.IntervalCheck;
import org.evalgap.estimate.honesty.IntervalCheckResult;
import org.evalgap.estimate.honesty.IntervalCheckResult.Measured;
import org.evalgap.estimate.honesty.IntervalCheckSpec;
import org.evalgap.estimate.honesty.OutsideWorld;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code evalgap check-intervals}: whether the estimates keep their promises. */
@Command(
        name = "check-intervals",
        description = "Check how often the estimate's intervals and flags are right, on simulated tables.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Example, the tables of docs/estimate.md: evalgap check-intervals --tables 2000"})
final class CheckIntervalsCommand implements Callable<Integer> {
    /** Items of the engine's worlds: the engine's own defaults. */
    private static final int ENGINE_PUBLIC = 200;

    private static final int SHARED = 500;

    private static final int FEW = 100;

    private static final int MANY = 5000;

    private static final int ENGINE_FRESH = 1000;

    private static final int PERCENT = 100;

    /** Half of a 95 % interval in standard errors. */
    private static final double NORMAL = 1.96;

    /** Short heads of what is measured, in the order of {@link IntervalCheckResult#names()}. */
    private static final List<String> HEADS = List.of(
            "coverage",
            "where I > 0",
            "lower bound",
            "bias",
            "RMSE",
            "false disc.",
            "power I > 5",
            "gap covered",
            "refused");

    private static final int COVERAGE = 0;

    /** What is promised, and what it buys. */
    private static final List<Integer> FIRST = List.of(COVERAGE, 5, 6);

    @Option(names = "--tables", paramLabel = "N", description = "Simulated tables a world. Default: ${DEFAULT-VALUE}.")
    private int tables = 200;

    @Option(names = "--world", paramLabel = "WORLD", description = "${COMPLETION-CANDIDATES}. Default: all.")
    private World world = World.all;

    @Option(names = "--seed", paramLabel = "S", description = "Seed of the tables. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(names = "--verbose", description = "Show all columns.")
    private boolean verbose;

    @Option(names = "--format", paramLabel = "FORMAT", description = "${COMPLETION-CANDIDATES}. Default: table.")
    private OutputFormat format = OutputFormat.table;

    @Spec
    private @Nullable CommandSpec spec;

    /** Where tables come from. */
    enum World {
        /** The estimator's prior. */
        prior,
        /** The simulation engine. */
        engine,
        /** Both. */
        all,
        /** Worlds that are neither: even inflation, noisy weak models, families, a slope of one half. */
        outside,
        /**
         * The prior, item by item: 500 items that all models answer, with correlations 0, 0.3 and 0.5; and a world of few inflated
         * models, by item and by total.
         */
        items
    }

    /** A world with its name. */
    private record Cell(String name, Function<IntConsumer, IntervalCheckResult> run) {}

    @Override
    public Integer call() {
        if (tables < 2) {
            throw new InputException("--tables must be at least 2: " + tables);
        }
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        List<Cell> cells = cells();
        List<IntervalCheckResult> results = new ArrayList<>();
        for (Cell cell : cells) {
            AtomicInteger done = new AtomicInteger();
            err.println(cell.name());
            results.add(cell.run().apply(t -> tick(err, done.incrementAndGet())));
        }
        Output.print(
                spec,
                switch (format) {
                    case table -> table(cells, results);
                    case csv -> csv(cells, results);
                    case json -> json(cells, results);
                });
        return 0;
    }

    private void tick(PrintWriter err, int done) {
        if (done % Math.max(1, tables / 4) == 0) {
            err.println("  " + done + " of " + tables + " tables");
            err.flush();
        }
    }

    private List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (ShiftAssumption assumption : ShiftAssumption.values()) {
            IntervalCheckSpec base = IntervalCheckSpec.of(assumption, tables, seed);
            String label = assumption.label();
            if (world == World.outside) {
                addOutside(cells, base);
            }
            if (world == World.items) {
                IntervalCheckSpec shared = base.withItems(SHARED, SHARED);
                for (double correlation : new double[] {0, 0.3, 0.5}) {
                    IntervalCheckSpec alike = shared.withItemCorrelation(correlation);
                    cells.add(new Cell(label + ", items " + correlation, p -> IntervalCheck.runItems(alike, p)));
                    if (assumption == ShiftAssumption.ROBUST && correlation > 0) {
                        cells.add(tenth(alike, true));
                        cells.add(tenth(alike, false));
                    }
                }
            }
            if (world == World.prior || world == World.all) {
                cells.add(cell(label, base));
                cells.add(cell(label + ", shared items", base.withItemCorrelation(0.3)));
                cells.add(cell(label + ", four choices", base.withGuess(0.25)));
                if (assumption == ShiftAssumption.REFERENCE) {
                    double few = ShiftAssumption.ROBUST.prevalenceLogit();
                    cells.add(cell(label + ", few inflated", base.withPrevalenceLogit(few)));
                }
            }
            if (world == World.engine || world == World.all) {
                IntervalCheckSpec labs = base.withItems(ENGINE_PUBLIC, ENGINE_FRESH);
                cells.add(new Cell(label + ", engine", p -> IntervalCheck.runEngine(labs, p)));
            }
        }
        return cells;
    }

    private static void addOutside(List<Cell> cells, IntervalCheckSpec base) {
        for (OutsideWorld other : OutsideWorld.of(base.assumption())) {
            cells.add(outside(other, "", base));
        }
        cells.add(outside(OutsideWorld.QUARTER, ", 100 items", base.withItems(FEW, FEW)));
        cells.add(outside(OutsideWorld.QUARTER, ", four choices", base.withGuess(0.25)));
        if (base.assumption() == ShiftAssumption.REFERENCE) {
            IntervalCheckSpec marked = base.withTableSize(base.models(), 3 * base.references(), base.familySize());
            cells.add(outside(OutsideWorld.EVEN, ", 30 references", marked));
            cells.add(outside(OutsideWorld.EVEN_TEN, ", 30 references", marked));
            cells.add(outside(OutsideWorld.EVEN, ", 5,000 items", base.withItems(MANY, MANY)));
        }
    }

    private static Cell outside(OutsideWorld other, String how, IntervalCheckSpec spec) {
        String name = spec.assumption().label() + ", " + other.label() + how;
        return new Cell(name, p -> IntervalCheck.runOutside(spec, other, p));
    }

    private static Cell tenth(IntervalCheckSpec spec, boolean byItem) {
        return new Cell(
                "a tenth +7 to 10, " + (byItem ? "items " : "totals ") + spec.itemCorrelation(),
                p -> IntervalCheck.runItems(spec, OutsideWorld.TENTH, byItem, p));
    }

    private static Cell cell(String name, IntervalCheckSpec spec) {
        return new Cell(name, p -> IntervalCheck.run(spec, p));
    }

    private String table(List<Cell> cells, List<IntervalCheckResult> results) {
        Screen screen = Screen.of(spec);
        List<Double> coverages =
                results.stream().map(r -> r.numbers().get(COVERAGE).value()).toList();
        Grid grid = new Grid().names("world");
        List<Integer> shown = verbose ? IntStream.range(0, HEADS.size()).boxed().toList() : FIRST;
        shown.forEach(c -> grid.numbers(HEADS.get(c)));
        grid.numbers("p (ranks)");
        for (int i = 0; i < cells.size(); i++) {
            List<String> row = new ArrayList<>(List.of(cells.get(i).name()));
            for (int c : shown) {
                Measured m = results.get(i).numbers().get(c);
                row.add(Numbers.fixed(PERCENT * m.value(), 1)
                        + (Double.isNaN(m.error()) ? "" : " ±" + Numbers.fixed(PERCENT * NORMAL * m.error(), 1)));
            }
            row.add(Numbers.fixed(results.get(i).rankPValue(), 3));
            grid.row(row);
        }
        String answer = "Intervals of 95 % hold in " + Numbers.fixed(PERCENT * Collections.min(coverages), 1) + " to "
                + Numbers.fixed(PERCENT * Collections.max(coverages), 1)
                + " % of cases, by the world that tables are from.";
        return screen.fitted(screen.strong(screen.wrapped(answer)) + "\n"
                + grid.text(verbose ? screen.tableWidth() : screen.width())
                + screen.wrapped("In %, bias and RMSE in points; " + tables + " tables a world, seed " + seed
                        + "; ± is half of a 95 % Monte Carlo interval. Promised: coverage 95, false discoveries at most 5."
                        + (verbose ? "" : " All columns: --verbose")));
    }

    private String csv(List<Cell> cells, List<IntervalCheckResult> results) {
        List<String> header = new ArrayList<>(List.of("world", "tables", "seed"));
        for (String name : IntervalCheckResult.names()) {
            header.add(name);
            header.add(name + "Error");
        }
        header.add("rankPValue");
        List<List<Object>> records = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            List<Object> record = new ArrayList<>(List.of(cells.get(i).name(), tables, seed));
            for (Measured m : results.get(i).numbers()) {
                record.add(m.value());
                record.add(m.error());
            }
            record.add(results.get(i).rankPValue());
            records.add(record);
        }
        return Csv.text(header, records);
    }

    /** A share of nothing, such as the power in a world without large inflation, is null. */
    private String json(List<Cell> cells, List<IntervalCheckResult> results) {
        List<Object> worlds = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            Map<String, @Nullable Object> world = Tree.of("world", cells.get(i).name());
            List<Measured> numbers = results.get(i).numbers();
            for (int c = 0; c < numbers.size(); c++) {
                String name = IntervalCheckResult.names().get(c);
                world.put(name, numbers.get(c).value());
                world.put(name + "Error", numbers.get(c).error());
            }
            world.put("rankPValue", results.get(i).rankPValue());
            worlds.add(world);
        }
        return Json.withPoints(Tree.of("tables", tables, "seed", seed, "worlds", worlds));
    }
}

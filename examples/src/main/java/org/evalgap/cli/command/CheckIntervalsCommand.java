package org.evalgap.cli.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.output.Csv;
import org.evalgap.cli.output.Json;
import org.evalgap.cli.output.Output;
import org.evalgap.cli.output.OutputFormat;
import org.evalgap.cli.output.Tree;
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
        description = "Check the estimator on simulated tables: coverage, bias, false alarms, power.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Example, the table of docs/estimate.md: evalgap check-intervals --tables 2000"})
final class CheckIntervalsCommand implements Callable<Integer> {
    /** Items of the engine's worlds: the engine's own defaults. */
    private static final int ENGINE_PUBLIC = 200;

    private static final int SHARED = 500;

    private static final int FEW = 100;

    private static final int MANY = 5000;

    private static final int ENGINE_FRESH = 1000;

    @Option(names = "--tables", paramLabel = "N", description = "Simulated tables a world. Default: ${DEFAULT-VALUE}.")
    private int tables = 200;

    @Option(names = "--world", paramLabel = "WORLD", description = "${COMPLETION-CANDIDATES}. Default: all.")
    private World world = World.all;

    @Option(names = "--seed", paramLabel = "S", description = "Seed of the tables. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

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
        StringBuilder out = new StringBuilder();
        out.append(String.format(
                Locale.ROOT,
                "%d tables a world, seed %d; plus or minus a Monte Carlo standard error; nominal: coverage 0.95, false"
                        + " discoveries at most 0.05%n",
                tables,
                seed));
        out.append(String.format(
                Locale.ROOT,
                "%-34s %-15s %-15s %-15s %-17s %-15s %-15s %-15s %-15s %-15s %s%n",
                "world",
                "coverage",
                "where I > 0",
                "lower bound",
                "bias",
                "RMSE",
                "false disc.",
                "power I > 0.05",
                "gap covered",
                "refused",
                "p (ranks)"));
        for (int i = 0; i < cells.size(); i++) {
            StringBuilder line = new StringBuilder(
                    String.format(Locale.ROOT, "%-34s", cells.get(i).name()));
            for (Measured m : results.get(i).numbers()) {
                line.append(String.format(Locale.ROOT, " %.4f ± %.4f", m.value(), m.error()));
            }
            out.append(
                    line + String.format(Locale.ROOT, " %.3f%n", results.get(i).rankPValue()));
        }
        return out.toString();
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

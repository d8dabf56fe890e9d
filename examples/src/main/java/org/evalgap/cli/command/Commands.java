package org.evalgap.cli.command;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.evalgap.cli.explore.ExploreCommand;

/** Every command of the command line. */
public final class Commands {
    /** The command that needs all the others. */
    public static final String COMPLETION = CompletionCommand.NAME;

    private static final Map<String, Supplier<Callable<Integer>>> ALL = inOrder();

    private Commands() {}

    private static Map<String, Supplier<Callable<Integer>>> inOrder() {
        Map<String, Supplier<Callable<Integer>>> out = new LinkedHashMap<>();
        out.put("simulate", SimulateCommand::new);
        out.put("explore", ExploreCommand::new);
        out.put("audit", AuditCommand::new);
        out.put("sweep", SweepCommand::new);
        out.put("sensitivity", SensitivityCommand::new);
        out.put("protocols", ProtocolsCommand::new);
        out.put("export", ExportCommand::new);
        out.put("report", ReportCommand::new);
        out.put("study", StudyCommand::new);
        out.put("estimate", EstimateCommand::new);
        out.put("explain", ExplainCommand::new);
        out.put("forecast", ForecastCommand::new);
        out.put("power", PowerCommand::new);
        out.put("check-intervals", CheckIntervalsCommand::new);
        out.put("parameters", ParametersCommand::new);
        out.put(CompletionCommand.NAME, CompletionCommand::new);
        return Collections.unmodifiableMap(out);
    }

    /**
     * Makers of commands by name.
     *
     * @return in the order of help; cannot be changed
     */
    public static Map<String, Supplier<Callable<Integer>>> all() {
        return Collections.unmodifiableMap(ALL);
    }
}

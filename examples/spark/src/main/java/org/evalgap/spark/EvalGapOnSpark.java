package org.evalgap.spark;

import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.evalgap.cli.EvalGap;
import org.evalgap.cli.command.ExitCode;
import org.evalgap.cli.command.ExplainCommand;
import org.evalgap.cli.command.ProtocolsCommand;
import org.evalgap.cli.command.SensitivityCommand;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code evalgap} on a cluster: the main class of {@code evalgap-spark.jar}, for spark-submit. Where nothing says which cluster, it
 * is the cores of this machine.
 */
@Command(
        name = "evalgap-on-spark",
        description = "EvalGap on a cluster of Apache Spark, with the bytes of one machine.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "A plan alone is swept: evalgap-on-spark plan.yaml --csv rows.csv",
            "On a cluster: spark-submit --class org.evalgap.spark.EvalGapOnSpark evalgap-spark.jar sweep plan.yaml --out rows"
        })
public final class EvalGapOnSpark implements Callable<Integer> {
    private static final Set<String> COMMANDS = Set.of("sweep", "sensitivity", "protocols", "explain");

    @Spec
    private @Nullable CommandSpec spec;

    private EvalGapOnSpark() {}

    /**
     * Runs a command and ends the JVM with its exit code; see {@link ExitCode}.
     *
     * @param args the command line; a plan alone is swept
     */
    public static void main(String[] args) {
        System.exit(EvalGap.run(commandLine(Cluster::open), withCommand(args)));
    }

    /** The parser, with its commands. */
    static CommandLine commandLine(Supplier<Cluster> clusters) {
        CommandLine line = new CommandLine(new EvalGapOnSpark());
        line.addSubcommand("sweep", new SparkSweepCommand(clusters));
        line.addSubcommand("sensitivity", new SensitivityCommand(job -> Trade.forSensitivity(clusters, job)));
        line.addSubcommand("protocols", new ProtocolsCommand(plan -> Trade.forProtocols(clusters, plan)));
        line.addSubcommand("explain", new ExplainCommand(job -> Trade.forExplain(clusters, job)));
        // How many work at a time is the cluster's to say.
        for (String name : List.of("sweep", "sensitivity", "protocols")) {
            CommandSpec command = line.getSubcommands().get(name).getCommandSpec();
            command.remove(command.findOption("--threads"));
        }
        return EvalGap.outfitted(line);
    }

    /** What a newcomer types is a plan. */
    static String[] withCommand(String... args) {
        boolean plan = args.length > 0 && !args[0].startsWith("-") && !COMMANDS.contains(args[0]);
        return plan ? Stream.concat(Stream.of("sweep"), Stream.of(args)).toArray(String[]::new) : args;
    }

    @Override
    public Integer call() {
        if (spec != null) {
            spec.commandLine().usage(spec.commandLine().getOut());
        }
        return ExitCode.DONE;
    }
}

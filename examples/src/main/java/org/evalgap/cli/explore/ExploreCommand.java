package org.evalgap.cli.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.evalgap.Preset;
import org.evalgap.Scenario;
import org.evalgap.cli.input.Candidates;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.input.Legal;
import org.evalgap.cli.input.ScenarioFile;
import org.evalgap.cli.input.Settings;
import org.evalgap.cli.output.Output;
import org.evalgap.cli.text.HelpText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code evalgap explore}: serves the page until the process is ended. */
@Command(
        name = "explore",
        description = "Move the model's parameters in a browser, and watch scores and work follow.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "It prints an address to open in a browser on this machine, and runs until Ctrl-C. The address has a secret part, and"
                    + " the page fetches nothing from elsewhere.",
            "",
            "Example: evalgap explore --preset narrow --set inspiration=0.5"
        })
public final class ExploreCommand implements Callable<Integer> {
    private static final int LAST_PORT = 65_535;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description = HelpText.PRESET,
            completionCandidates = Candidates.Presets.class)
    private @Nullable String preset;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            completionCandidates = Candidates.Parameters.class,
            description = "Start with this parameter or word (see `evalgap parameters`); may be repeated.")
    private List<String> assignments = new ArrayList<>();

    @Option(names = "--seed", paramLabel = "S", description = "Seed of everything random (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Port of the address; 0 takes a free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Spec
    private @Nullable CommandSpec spec;

    /** Made by the command line's parser. */
    public ExploreCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        try (ExploreServer server = ExploreServer.start(start(), seed, checkedPort(), line.getErr())) {
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "evalgap-explore-end"));
            Output.print(spec, "Open " + server.address() + "\nCtrl-C ends it.\n");
            new CountDownLatch(1).await();
        }
        return 0;
    }

    private int checkedPort() {
        if (port < 0 || port > LAST_PORT) {
            throw new InputException("--port must be in [0, " + LAST_PORT + "]: " + port);
        }
        return port;
    }

    private Scenario start() {
        String name = preset == null ? Preset.DEFAULT.label() : preset;
        Preset base = Legal.of("--preset", () -> Preset.labelled(name));
        return ScenarioFile.of(base.scenario(), Settings.read(assignments)).scenario();
    }
}

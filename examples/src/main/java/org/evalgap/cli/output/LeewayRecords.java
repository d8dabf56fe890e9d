package org.evalgap.cli.output;

import java.util.List;
import java.util.Map;
import org.evalgap.explain.planning.Leeway;
import org.jspecify.annotations.Nullable;

/** How far one may go, for programs. */
public final class LeewayRecords {
    private LeewayRecords() {}

    /**
     * Steps as comma-separated values.
     *
     * @param leeway how far one may go
     * @return a header and a line for each value
     */
    public static String csv(Leeway leeway) {
        List<List<Object>> records = leeway.steps().stream()
                .map(step -> List.<Object>of(step.value(), step.probability()))
                .toList();
        return Csv.text(List.of(leeway.parameter().label(), "probability"), records);
    }

    /**
     * Everything as an object.
     *
     * @param leeway how far one may go
     * @return for {@link Json}
     */
    public static Map<String, @Nullable Object> tree(Leeway leeway) {
        return Tree.of(
                "goal",
                leeway.goal().toString(),
                "probability",
                leeway.goal().probability(),
                "vary",
                leeway.parameter().label(),
                "run",
                leeway.run(),
                "greatest",
                leeway.greatest().orElse(null),
                "least",
                leeway.least().orElse(null),
                "draws",
                leeway.draws(),
                "steps",
                leeway.steps().stream()
                        .map(step -> Tree.of("value", step.value(), "probability", step.probability()))
                        .toList());
    }
}

package org.evalgap.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** Runs the short programs; what they print follows from the model, so that no chance is in it. */
@ResourceLock(Resources.SYSTEM_OUT)
class ExamplesTest {
    private static final Pattern NUMBER = Pattern.compile("[-+]?\\d+\\.\\d+");

    private static List<String> linesOf(Runnable program) {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (PrintStream to = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            System.setOut(to);
            program.run();
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static double number(String line, int which) {
        Matcher matcher = NUMBER.matcher(line);
        for (int i = 0; i <= which; i++) {
            assertThat(matcher.find()).as(line).isTrue();
        }
        return Double.parseDouble(matcher.group());
    }

    /** The decomposition is an identity; printed with four decimals it may miss by three roundings. */
    @Test
    void theFirstSimulationAddsUp() {
        List<String> lines = linesOf(() -> FirstSimulation.main(new String[0]));
        assertThat(lines).hasSize(5);
        double left = number(lines.get(0), 0);
        for (int i = 1; i < 4; i++) {
            left -= number(lines.get(i), 0);
        }
        assertThat(Math.abs(left - number(lines.get(4), 0))).isLessThanOrEqualTo(2.5e-4);
    }

    /** Work falls with inspiration in the default world (.032 at 0, .028 at .25, .023 at .5), the public gain rises. */
    @Test
    void theBestInspirationKeepsTheTarget() {
        String line = linesOf(() -> BestInspiration.main(new String[0])).get(0);
        assertThat(number(line, 0)).isBetween(0.1, 0.3);
        assertThat(number(line, 2)).isGreaterThanOrEqualTo(0.9 * number(line, 3) - 1e-4);
    }

    @Test
    void environmentsTowardsWorkTransferMoreAndInflateLess() {
        List<String> lines = linesOf(() -> OwnEmbeddings.main(new String[0]));
        assertThat(number(lines.get(1), 0)).isGreaterThan(number(lines.get(0), 0));
        assertThat(number(lines.get(1), 1)).isLessThan(number(lines.get(0), 1));
    }

    /**
     * The public gain falls with the way, since environments leave the eval. Work gains most in the middle: at the end all
     * environments lie on one point. Differences are several times the standard error of eight replicates (below .001).
     */
    @Test
    void halfTheWayIsBetterForWorkThanEitherEnd() {
        List<String> lines = linesOf(() -> OwnDesigner.main(new String[0]));
        assertThat(lines).hasSize(6);
        for (int i = 2; i < 6; i++) {
            assertThat(number(lines.get(i), 0)).as("public").isLessThan(number(lines.get(i - 1), 0));
        }
        double halfway = number(lines.get(3), 1);
        for (int other : new int[] {0, 1, 2, 5}) {
            assertThat(halfway).isGreaterThan(number(lines.get(other), 1) + 0.005);
        }
    }
}

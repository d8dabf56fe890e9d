package org.evalgap.study.process;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.evalgap.study.frame.Claim;
import org.evalgap.study.frame.Figure;
import org.evalgap.study.frame.Figure.Axis;
import org.evalgap.study.frame.Figure.Mark;
import org.evalgap.study.frame.Figure.Series;
import org.evalgap.study.frame.Grid;
import org.evalgap.study.frame.Study;
import org.evalgap.study.frame.StudyParameter;
import org.evalgap.study.frame.StudyResult;
import org.evalgap.study.frame.StudySettings;
import org.evalgap.study.frame.StudyTable;
import org.evalgap.study.frame.Tally;
import org.evalgap.study.frame.Words;

/** Whether systems become robust by being deployed, failing and being corrected, gradually. */
final class Release implements Study {
    static final StudyParameter FAULTS =
            StudyParameter.in("faults", 100, 0.1, 10_000, "faults", "expected faults a in the system at its release");
    static final StudyParameter FAULT_RATE = StudyParameter.in(
            "faultRate", 1e-5, 1e-12, 1, "per user-week", "rate b at which one fault shows itself, per unit of use");
    static final StudyParameter RATE_VARIATION = StudyParameter.in(
            "rateVariation",
            0,
            0,
            10,
            "",
            "coefficient of variation of that rate between faults; 0 is exponential hardening");
    static final StudyParameter DELAY =
            StudyParameter.in("delay", 2, 0, 100, "weeks", "time from a fault's first showing to its correction");
    static final StudyParameter USERS =
            StudyParameter.in("users", 1e6, 1, 1e10, "users", "users once everybody is served");
    static final StudyParameter WAVES =
            StudyParameter.whole("waves", 6, 2, 20, "waves", "steps of the gradual release, the last serves everybody");
    static final StudyParameter GROWTH =
            StudyParameter.in("growth", 3, 1.01, 100, "", "users of a wave over users of the wave before");
    static final StudyParameter WAVE_LENGTH =
            StudyParameter.in("waveLength", 1, 0.01, 100, "weeks", "time from one wave to the next");
    static final StudyParameter SERVICE =
            StudyParameter.in("service", 4, 0.1, 1000, "weeks", "use that is compared, in weeks of serving everybody");
    static final StudyParameter REPLICATES =
            StudyParameter.whole("replicates", 400, 2, 100_000, "", "simulated releases of each kind");

    private static final double[] DELAYS = {0, 0.1, 0.25, 0.5, 1, 1.5, 2, 3, 4};
    private static final int POINTS = 60;
    private static final double TEN = 10;

    @Override
    public String name() {
        return "release";
    }

    @Override
    public List<StudyParameter> parameters() {
        return List.of(
                FAULTS, FAULT_RATE, RATE_VARIATION, DELAY, USERS, WAVES, GROWTH, WAVE_LENGTH, SERVICE, REPLICATES);
    }

    @Override
    public Claim claim(StudySettings settings, long seed) {
        return new Claim("a release at once does more than twice the harm", DELAY, 0, 100, 0, s -> {
            Hardening hardening = new Hardening(s.get(FAULT_RATE), s.get(RATE_VARIATION));
            Rollout atOnce = new Rollout(new double[] {s.get(USERS)}, s.get(WAVE_LENGTH));
            return harm(s, hardening, atOnce, s.get(DELAY))
                    - 2 * harm(s, hardening, gradual(s, s.get(GROWTH)), s.get(DELAY));
        });
    }

    @Override
    public StudyResult measure(StudySettings settings, long seed) {
        Hardening hardening = new Hardening(settings.get(FAULT_RATE), settings.get(RATE_VARIATION));
        Rollout gradual = gradual(settings, settings.get(GROWTH));
        Rollout atOnce = new Rollout(new double[] {settings.get(USERS)}, settings.get(WAVE_LENGTH));
        StudyTable waves = waveTable(settings, hardening, gradual, atOnce, seed);
        StudyTable delays = delayTable(settings, hardening, gradual, atOnce);
        List<Figure> figures = List.of(
                waveFigure(settings, waves), growthFigure(settings, hardening, atOnce), residualFigure(settings));
        return new StudyResult(
                this, settings, seed, List.of(waves, delays), figures, finding(settings, hardening, gradual, atOnce));
    }

    private static Rollout gradual(StudySettings settings, double growth) {
        int waves = settings.count(WAVES);
        double[] users = new double[waves];
        for (int k = 0; k < waves; k++) {
            users[k] = settings.get(USERS) / StrictMath.pow(growth, waves - 1 - k);
        }
        return new Rollout(users, settings.get(WAVE_LENGTH));
    }

    private static double use(StudySettings settings) {
        return settings.get(SERVICE) * settings.get(USERS);
    }

    /** Expected harm of a release up to the time at which it has been used as much as is compared. */
    private static double harm(StudySettings settings, Hardening hardening, Rollout rollout, double delay) {
        double end = rollout.timeOf(use(settings));
        return settings.get(FAULTS) * rollout.shows(hardening, delay, 0, end);
    }

    /** Rows are the waves of the gradual release, then all of it, then the release at once. */
    private static StudyTable waveTable(
            StudySettings settings, Hardening hardening, Rollout gradual, Rollout atOnce, long seed) {
        StudyTable.Builder table = StudyTable.named(
                        "waves", "Harm by wave of the gradual release, in all, and of the release to everybody at once")
                .column("wave", "")
                .column("users", "users")
                .column("use", "user-weeks")
                .column("unnoticed", "faults")
                .column("harm", "showings")
                .column("harmSimulated", "showings")
                .column("harmStandardError", "showings");
        double end = gradual.timeOf(use(settings));
        Tally[] simulated = simulated(settings, hardening, gradual, RandomStream.of(seed, 0, Purpose.STUDY, 1, 0, 0));
        for (int k = 0; k < gradual.waves(); k++) {
            double from = Math.min(end, gradual.start(k));
            double to = k + 1 < gradual.waves() ? Math.min(end, gradual.start(k + 1)) : end;
            double harm = settings.get(FAULTS) * gradual.shows(hardening, settings.get(DELAY), from, to);
            row(table, "wave " + (k + 1), gradual.users(k), gradual.use(to), settings, hardening, harm, simulated[k]);
        }
        double all = harm(settings, hardening, gradual, settings.get(DELAY));
        row(table, "all waves", settings.get(USERS), use(settings), settings, hardening, all, last(simulated));
        double once = harm(settings, hardening, atOnce, settings.get(DELAY));
        Tally[] other = simulated(settings, hardening, atOnce, RandomStream.of(seed, 0, Purpose.STUDY, 2, 0, 0));
        row(table, "at once", settings.get(USERS), use(settings), settings, hardening, once, last(other));
        return table.build();
    }

    private static Tally last(Tally[] moments) {
        return moments[moments.length - 1];
    }

    private static void row(
            StudyTable.Builder table,
            String wave,
            double users,
            double use,
            StudySettings settings,
            Hardening hardening,
            double harm,
            Tally simulated) {
        double unnoticed = settings.get(FAULTS) * hardening.unnoticed(use);
        table.row(wave, users, use, unnoticed, harm, simulated.mean(), simulated.standardError());
    }

    /** Harm by wave, and in all at the end, over the simulated releases. */
    private static Tally[] simulated(
            StudySettings settings, Hardening hardening, Rollout rollout, RandomStream stream) {
        Tally[] moments = IntStream.rangeClosed(0, rollout.waves())
                .mapToObj(k -> new Tally())
                .toArray(Tally[]::new);
        for (int r = 0; r < settings.count(REPLICATES); r++) {
            double[] shows = rollout.simulate(
                    hardening, settings.get(FAULTS), settings.get(DELAY), use(settings), stream.substream(r));
            for (int k = 0; k < shows.length; k++) {
                moments[k].add(shows[k]);
            }
            last(moments).add(Arrays.stream(shows).sum());
        }
        return moments;
    }

    private static StudyTable delayTable(StudySettings settings, Hardening hardening, Rollout gradual, Rollout atOnce) {
        StudyTable.Builder table = StudyTable.named("delays", "Harm for the same use, by the delay of corrections")
                .column("delay", "weeks")
                .column("harmGradual", "showings")
                .column("harmAtOnce", "showings")
                .columns("ratio");
        for (double delay : DELAYS) {
            double slow = harm(settings, hardening, gradual, delay);
            double fast = harm(settings, hardening, atOnce, delay);
            table.row(delay, slow, fast, fast / slow);
        }
        return table.build();
    }

    private static Figure waveFigure(StudySettings settings, StudyTable waves) {
        int rows = waves.rows().size() - 2;
        List<String> groups = new ArrayList<>();
        double[] index = Grid.linear(0, rows + 1, rows + 2);
        for (Object wave : waves.column("wave")) {
            groups.add(wave.toString());
        }
        double[] errors = waves.numbers("harmStandardError");
        double[] harm = waves.numbers("harm");
        Series exact = Series.of("closed form", Mark.LINE, index, harm);
        Series simulated = Series.simulated("simulated, 95 % interval", index, waves.numbers("harmSimulated"), errors);
        return new Figure.Bars(
                "harm-by-wave",
                "In waves " + Words.number(harm[rows]) + " times harm, at once " + Words.number(harm[rows + 1])
                        + ", for the same use",
                "Each wave meets what the smaller waves before it left; at once, everybody meets everything that waits for"
                        + " correction." + Words.whiskers(settings.count(REPLICATES), "releases"),
                Axis.linear("", ""),
                Axis.linear("harm", "showings of a fault"),
                groups,
                List.of(exact, simulated));
    }

    private static Figure growthFigure(StudySettings settings, Hardening hardening, Rollout atOnce) {
        double[] growths = {1.25, 1.5, 2, 3, 4, 6, 10, 20, 50};
        List<List<Double>> ratios = new ArrayList<>();
        for (double delay : DELAYS) {
            double fast = harm(settings, hardening, atOnce, delay);
            ratios.add(Arrays.stream(growths)
                    .map(growth -> fast / harm(settings, hardening, gradual(settings, growth), delay))
                    .boxed()
                    .toList());
        }
        double most = ratios.stream()
                .flatMap(List::stream)
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(1);
        return new Figure.HeatMap(
                "gain-by-growth",
                "A release at once does up to " + Words.number(most) + " times the harm, without delay the same",
                "Harm at once over harm in waves for the same use: 1 without delay, and largest where waves grow fast enough"
                        + " to begin small, yet not so fast that the last one meets everything.",
                Axis.linear("growth from wave to wave", "×"),
                Axis.linear("delay of corrections", "weeks"),
                Axis.linear("harm at once / harm in waves", ""),
                Arrays.stream(growths).boxed().toList(),
                Arrays.stream(DELAYS).boxed().toList(),
                ratios);
    }

    /** The tail that exponential hardening denies. */
    private static Figure residualFigure(StudySettings settings) {
        double scale = 1 / settings.get(FAULT_RATE);
        double[] use = Grid.geometric(0.01 * scale, 100 * scale, POINTS);
        List<Series> series = new ArrayList<>();
        for (double variation : new double[] {0, 1, 2, 4}) {
            Hardening hardening = new Hardening(settings.get(FAULT_RATE), variation);
            double[] unnoticed = Arrays.stream(use)
                    .map(e -> Math.max(1e-6, settings.get(FAULTS) * hardening.unnoticed(e)))
                    .toArray();
            int shown = (int) Arrays.stream(unnoticed)
                    .filter(v -> v > 1e-3 * settings.get(FAULTS))
                    .count();
            String name = variation == 0 ? "all alike: exponential" : "variation " + Words.number(variation);
            series.add(Series.of(name, Mark.LINE, Arrays.copyOf(use, shown), Arrays.copyOf(unnoticed, shown)));
        }
        return new Figure.Lines(
                "unnoticed",
                "After a use of " + Words.number(TEN * scale) + " user-weeks "
                        + Words.percent(new Hardening(settings.get(FAULT_RATE), 0).unnoticed(TEN * scale))
                        + " of alike faults are unnoticed, of varying ones "
                        + Words.percent(new Hardening(settings.get(FAULT_RATE), 2).unnoticed(TEN * scale)),
                "Faults that are all alike vanish exponentially; where their rates vary, the rare ones stay.",
                Axis.logarithmic("use", "user-weeks"),
                Axis.logarithmic("unnoticed faults", "faults"),
                series);
    }

    private static String finding(StudySettings settings, Hardening hardening, Rollout gradual, Rollout atOnce) {
        double slow = harm(settings, hardening, gradual, settings.get(DELAY));
        double fast = harm(settings, hardening, atOnce, settings.get(DELAY));
        double later = gradual.timeOf(use(settings)) - settings.get(SERVICE);
        return String.format(
                Locale.ROOT,
                "With corrections after %s weeks, %d waves that grow %s × each do harm %s times where a release at once does"
                        + " %s times (%s × as much) for the same use, and reach that use %s weeks later; corrected without"
                        + " delay, both would do harm %s times.",
                Words.number(settings.get(DELAY)),
                settings.count(WAVES),
                Words.number(settings.get(GROWTH)),
                Words.number(slow),
                Words.number(fast),
                Words.number(fast / slow),
                Words.number(later),
                Words.number(harm(settings, hardening, atOnce, 0)));
    }
}

package org.evalgap.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.evalgap.Scenario;
import org.evalgap.internal.audit.BlockRelations;
import org.evalgap.internal.audit.Course;
import org.evalgap.internal.audit.ExactRelations;
import org.evalgap.internal.audit.Grades;
import org.evalgap.internal.audit.Relations;
import org.evalgap.internal.audit.ScoredSet;
import org.evalgap.internal.audit.Sensitivity;
import org.evalgap.internal.audit.Strip;
import org.evalgap.internal.kernel.FlowTrace;
import org.evalgap.measure.Measure;
import org.evalgap.task.MisfitException;
import org.jspecify.annotations.Nullable;

/**
 * Trains on the environments of a suite and scores its items: the model without any sampling, with who taught what to whom.
 *
 * <p>The same suite and spec give the same bits, for any number of threads.
 */
public final class SuiteAudit {
    /** Up to so many axes the engine's loops are as fast as blocks. */
    private static final int FEW_AXES = 64;

    /** Environments whose Gram matrix in doubles takes 1.1 GB. */
    private static final int MOST_EXACT = 12_000;

    /** Differences of coordinates that take the engine's loops a few seconds. */
    private static final double EXACT_WORK = 4e9;

    private final Preparation prepared;
    private final Relations relations;
    private final @Nullable ScoredSet[] sets = new ScoredSet[Place.values().length];

    private SuiteAudit(Preparation prepared) {
        this.prepared = prepared;
        tell("relations of environments", 0);
        relations = relations(prepared);
        tell("relations of environments", 1);
        for (Place place : Place.values()) {
            if (prepared.at(place) != null) {
                Strip strip = relations.strip(prepared.at(place));
                sets[place.ordinal()] = new ScoredSet(prepared.at(place), strip, prepared.scenario);
            }
        }
    }

    /** Exact where that is small or has few axes; else by blocks, if there is memory for them. */
    private static Relations relations(Preparation prepared) {
        double m = prepared.environments.size();
        double axes = prepared.environments.rows().dimension();
        double tasks = prepared.tasks();
        boolean exact = axes <= FEW_AXES ? m <= MOST_EXACT : m * (m + tasks) * axes <= EXACT_WORK;
        if (exact) {
            return new ExactRelations(prepared.environments, prepared.scenario.kernel());
        }
        double needed = BlockRelations.bytes(m, axes, tasks) * 1.15 + 200e6;
        double room = Runtime.getRuntime().maxMemory();
        if (needed > room) {
            throw new MisfitException(String.format(
                    Locale.ROOT,
                    "%.0f environments need about %.1f GB of memory, and there are %.1f; run Java with -Xmx%.0fg, or audit a"
                            + " sample of the environments",
                    m,
                    needed / 1e9,
                    room / 1e9,
                    Math.ceil(needed / 1e9)));
        }
        prepared.warnings.add(String.format(
                Locale.ROOT,
                "%.0f environments in %.0f dimensions are audited in single precision: kernel within %.0e, gains within"
                        + " about 1e-5 of their size",
                m,
                axes,
                BlockRelations.kernelError(prepared.environments.rows(), prepared.scenario.kernel())));
        return new BlockRelations(prepared.environments, prepared.scenario.kernel(), prepared.spec.threads());
    }

    /**
     * Audits a suite.
     *
     * @param suite items and environments
     * @param spec what is assumed, and how much is computed
     * @return what came out
     * @throws IllegalArgumentException if the unit of scales is 0 because half of the public items are duplicates, a scale is
     *     out of its range, or training is too stiff to be traced back
     */
    public static AuditResult run(Suite suite, AuditSpec spec) {
        SuiteAudit audit = prepare(suite, spec);
        Trained trained = audit.train(audit.prepared.shares());
        return audit.report(trained);
    }

    static SuiteAudit prepare(Suite suite, AuditSpec spec) {
        return new SuiteAudit(new Preparation(suite, spec));
    }

    /** A training on given shares, and how it was judged. */
    record Trained(Course course, ScoredSet.@Nullable Gain[] gains, Grades grades, double[] values) {}

    Trained train(double[] shares) {
        Scenario s = prepared.scenario;
        Course course = new Course(relations, prepared.environments, shares, s, listener("training"));
        ScoredSet.Gain[] gains = new ScoredSet.Gain[sets.length];
        for (int p = 0; p < sets.length; p++) {
            ScoredSet set = sets[p];
            gains[p] = set == null ? null : set.teach(course, prepared.environments);
            tell("scoring", (p + 1.0) / sets.length);
        }
        Grades grades = new Grades(sets, gains, course, prepared.environments, s);
        return new Trained(course, gains, grades, grades.values(prepared.weights()));
    }

    Sensitivity sensitivity(Trained trained) {
        return new Sensitivity(
                prepared.environments, sets, trained.gains, trained.course, trained.grades, prepared.scenario);
    }

    /** ∂/∂a_j of a combination of measures. */
    double[] gradient(Trained trained, double[] factors) {
        return sensitivity(trained).gradients(new double[][] {factors}, prepared.weights(), listener("influence"))[0];
    }

    Preparation prepared() {
        return prepared;
    }

    private FlowTrace.Listener listener(String stage) {
        return (done, part) -> tell(stage, part);
    }

    private void tell(String stage, double part) {
        prepared.spec.progress().at(stage, part);
    }

    private AuditResult report(Trained trained) {
        List<List<ItemFinding>> items = new ArrayList<>();
        for (Place place : Place.values()) {
            items.add(findings(place, trained));
        }
        Influences influences = prepared.spec.influence() ? influences(trained) : null;
        Bounds[] bounds = prepared.spec.resamples() == 0
                ? new Bounds[Measure.count()]
                : new Resampling(prepared.spec).bounds(trained.grades, prepared.weights());
        return new AuditResult(
                trained.values,
                bounds,
                prepared.scales,
                prepared.warnings,
                items,
                EnvironmentFinding.all(prepared.suite.environments(), trained.course, influences));
    }

    private Influences influences(Trained trained) {
        Sensitivity sensitivity = sensitivity(trained);
        double[][] factors = new double[Measure.count()][];
        for (Measure measure : Measure.values()) {
            factors[measure.ordinal()] = sensitivity.combination(measure, trained.values, prepared.weights());
        }
        int[] used = IntStream.range(0, Sensitivity.BASES)
                .filter(base -> Arrays.stream(factors).anyMatch(f -> f[base] != 0 && !Double.isNaN(f[base])))
                .toArray();
        double[][] bases = new double[used.length][Sensitivity.BASES];
        for (int r = 0; r < used.length; r++) {
            bases[r][used[r]] = 1;
        }
        double[][] traced = sensitivity.gradients(bases, prepared.weights(), listener("influence"));
        double[][] gradients = new double[Sensitivity.BASES][prepared.environments.size()];
        for (int r = 0; r < used.length; r++) {
            gradients[used[r]] = traced[r];
        }
        return new Influences(factors, gradients, trained.course.shares());
    }

    private List<ItemFinding> findings(Place place, Trained trained) {
        ScoredSet set = sets[place.ordinal()];
        ScoredSet.Gain gain = trained.gains[place.ordinal()];
        if (set == null || gain == null) {
            return List.of();
        }
        return new ItemReport(prepared, place, set, gain, trained.course).findings();
    }
}

package org.evalgap.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.evalgap.Scenario;
import org.evalgap.internal.audit.BlockRelations;
import org.evalgap.internal.audit.Course;
import org.evalgap.internal.audit.ExactRelations;
import org.evalgap.internal.audit.Grades;
import org.evalgap.internal.audit.Influences;
import org.evalgap.internal.audit.LandmarkRelations;
import org.evalgap.internal.audit.Relations;
import org.evalgap.internal.audit.ScoredSet;
import org.evalgap.internal.audit.Sensitivity;
import org.evalgap.internal.audit.Strip;
import org.evalgap.internal.audit.Votes;
import org.evalgap.internal.kernel.FlowTrace;
import org.evalgap.learner.GeneralizationKernel;
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

    /** Environments whose Gram matrix in single precision takes 2.3 GB. */
    private static final int MOST_PAIRED = 24_000;

    /** Differences of coordinates that take the engine's loops a few seconds. */
    private static final double EXACT_WORK = 4e9;

    private final Preparation prepared;
    private final Relations relations;
    private double kernelError;
    private final @Nullable ScoredSet[] sets = new ScoredSet[Place.values().length];

    private SuiteAudit(Preparation prepared, double exactWork) {
        this.prepared = prepared;
        tell("relations of environments", 0);
        relations = relations(exactWork);
        tell("relations of environments", 1);
        for (Place place : Place.values()) {
            if (prepared.at(place) != null) {
                Strip strip = relations.strip(prepared.at(place));
                sets[place.ordinal()] = new ScoredSet(prepared.at(place), strip, prepared.scenario);
            }
        }
    }

    /** Exact where that is small or has few axes; else by blocks; where their pairs would fill the memory, by landmarks. */
    private Relations relations(double exactWork) {
        double m = prepared.environments.size();
        double axes = prepared.environments.rows().dimension();
        double tasks = prepared.tasks();
        int threads = prepared.spec.threads();
        GeneralizationKernel kernel = prepared.scenario.kernel();
        boolean exact = axes <= FEW_AXES ? m <= MOST_EXACT : m * (m + tasks) * axes <= exactWork;
        if (exact) {
            return new ExactRelations(prepared.environments, kernel, prepared.scenario.klPenalty() > 0);
        }
        boolean all = m <= MOST_PAIRED;
        requireRoom(m, all ? BlockRelations.bytes(m, axes, tasks) : LandmarkRelations.bytes(m, axes, tasks));
        kernelError = BlockRelations.kernelError(prepared.environments.rows(), kernel);
        if (!all) {
            return new LandmarkRelations(prepared.environments, kernel, threads);
        }
        prepared.warnings.add(String.format(
                Locale.ROOT,
                "%.0f environments in %.0f dimensions are audited in single precision: kernel within %.0e, gains within"
                        + " about 1e-5 of their size",
                m,
                axes,
                kernelError));
        return new BlockRelations(prepared.environments, kernel, threads);
    }

    /** How far the kernel of pairs is from its definition, where it is in single precision; 0 where it is not. */
    double kernelError() {
        return kernelError;
    }

    private static void requireRoom(double m, double bytes) {
        double needed = bytes * 1.15 + 200e6;
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
    }

    private void warnOfLandmarks(Trained trained) {
        if (relations instanceof LandmarkRelations landmarks) {
            prepared.warnings.add(String.format(
                    Locale.ROOT,
                    "%d environments have too many pairs to keep them all: %d pairs that are learned by heart,"
                            + " to %.0e or more, are kept, and what carries broadly goes by way of 1,024 environments; after"
                            + " training, logits of 64 environments are within %.1e of sums over all pairs in single precision",
                    prepared.environments.size(),
                    landmarks.pairs(),
                    landmarks.least(),
                    landmarks.error(trained.course.weights())));
        }
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
        return new SuiteAudit(new Preparation(suite, spec), EXACT_WORK);
    }

    /** The same in single precision wherever there are many axes: for audits of which many are made. */
    static SuiteAudit roughly(Suite suite, AuditSpec spec) {
        return new SuiteAudit(new Preparation(suite, spec), 0);
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

    FlowTrace.Listener listener(String stage) {
        return (done, part) -> tell(stage, part);
    }

    private void tell(String stage, double part) {
        prepared.spec.progress().at(stage, part);
    }

    AuditResult report(Trained trained) {
        warnOfLandmarks(trained);
        AuditSpec spec = prepared.spec;
        Resampling resampling = new Resampling(spec);
        List<List<ItemFinding>> items = new ArrayList<>();
        double[][] means = new double[2][sets.length];
        Bounds[][] bounds = new Bounds[2][sets.length];
        for (Place place : Place.values()) {
            int p = place.ordinal();
            ItemReport report = report(place, trained);
            items.add(report == null ? List.of() : report.findings());
            for (int f = 0; f < means.length; f++) {
                double[] exposures = report == null ? null : f == 0 ? report.exposures() : report.memorizedExposures();
                means[f][p] = exposures == null ? Double.NaN : Resampling.mean(exposures, prepared.weights()[p]);
                bounds[f][p] = exposures == null ? null : resampling.ofMean(exposures, p, prepared.weights()[p]);
            }
        }
        Influences influences = spec.influence() ? new Tracing(this, trained).influences() : null;
        Bounds[] ofMeasures = spec.resamples() == 0
                ? new Bounds[Measure.count()]
                : resampling.bounds(trained.grades, prepared.weights());
        return new AuditResult(
                trained.values,
                ofMeasures,
                new AuditResult.Exposures(means[0], means[1], bounds[0], bounds[1]),
                prepared.scales,
                prepared.warnings,
                items,
                EnvironmentFinding.all(prepared.suite.environments(), trained.course, influences, spec.level()),
                origin());
    }

    private AuditResult.@Nullable Origin origin() {
        ScoredSet items = sets[Place.PUBLIC.ordinal()];
        ScoredSet fresh = sets[Place.FRESH.ordinal()];
        if (items == null || fresh == null) {
            return null;
        }
        Votes votes = Votes.known(items, fresh, prepared.environments.rows(), prepared.spec.threads());
        return votes == null ? null : new AuditResult.Origin(prepared.suite, votes);
    }

    /** Exposure of the items of a set, its memorised part, and gains; nothing for a set that is missing. */
    double[][] figures(Place place, Trained trained) {
        ScoredSet set = sets[place.ordinal()];
        ScoredSet.Gain gain = trained.gains[place.ordinal()];
        return set == null || gain == null
                ? new double[0][]
                : ItemReport.figures(prepared, set, gain, trained.course.shares());
    }

    private @Nullable ItemReport report(Place place, Trained trained) {
        ScoredSet set = sets[place.ordinal()];
        ScoredSet.Gain gain = trained.gains[place.ordinal()];
        return set == null || gain == null ? null : new ItemReport(prepared, place, set, gain, trained.course);
    }
}

package org.evalgap.cli.audit;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.evalgap.audit.AuditResult;
import org.evalgap.audit.AuditSpec;
import org.evalgap.audit.Bounds;
import org.evalgap.audit.ItemFinding;
import org.evalgap.audit.KernelRange;
import org.evalgap.audit.Place;
import org.evalgap.audit.SuiteTestResult;
import org.evalgap.audit.Teacher;
import org.evalgap.cli.overlap.Likeness;
import org.evalgap.cli.overlap.Pair;
import org.evalgap.cli.overlap.TextOverlap;
import org.evalgap.cli.suite.Part;
import org.evalgap.cli.suite.SuiteSet;
import org.jspecify.annotations.Nullable;

/**
 * All that an audit of a suite found.
 *
 * @param placement the sets, and how they were placed
 * @param spec what was assumed
 * @param result of training and scoring
 * @param kernels how far figures move with the kernel; null where nobody asked
 * @param test whether the suite was made from the eval; null without fresh items
 * @param overlap of texts, with sets in the order of {@code compared}; null without texts
 * @param compared sets of items whose texts were compared with the environments'
 * @param advice the suite to train on instead; null where it was not asked for
 */
public record AuditFindings(
        Placement placement,
        AuditSpec spec,
        AuditResult result,
        @Nullable KernelRange kernels,
        @Nullable SuiteTestResult test,
        @Nullable TextOverlap overlap,
        List<Part> compared,
        @Nullable List<AdvisedPoint> advice) {

    /**
     * A pair for people to look at: an item and the environment that taught it most by heart.
     *
     * @param item the item
     * @param teacher the environment, and how much it taught
     * @param wording what the two texts share; null where nothing is shared, or without texts
     */
    public record WorstPair(
            ItemFinding item, Teacher teacher, @Nullable Pair wording) {}

    /**
     * What a reader has to know of the audit and of its range over kernels.
     *
     * @return sentences without a stop
     */
    public List<String> warnings() {
        return Stream.concat(result.warnings().stream(), kernels == null ? Stream.of() : kernels.warnings().stream())
                .toList();
    }

    /**
     * A set.
     *
     * @param part which
     * @return the set; null if it was not given
     */
    public @Nullable SuiteSet set(Part part) {
        return placement.sets().get(part);
    }

    /**
     * The environments.
     *
     * @return the set
     */
    public SuiteSet environments() {
        return Objects.requireNonNull(set(Part.ENVIRONMENTS));
    }

    /**
     * The set of a place.
     *
     * @param place which
     * @return its part
     */
    public static Part part(Place place) {
        return Part.values()[place.ordinal()];
    }

    /**
     * A text, where there is one.
     *
     * @param part which set
     * @param row which item
     * @return the text, or nothing
     */
    public String text(Part part, int row) {
        SuiteSet set = set(part);
        List<String> texts = set == null ? null : set.texts();
        return texts == null ? "" : texts.get(row);
    }

    /**
     * A figure over kernels, where there is a range of them.
     *
     * @param of the figure
     * @return its interval; null where there is none
     */
    public @Nullable Bounds overKernels(Function<KernelRange, Optional<Bounds>> of) {
        return kernels == null ? null : of.apply(kernels).orElse(null);
    }

    /**
     * Pairs of shared wording with items of a set.
     *
     * @param part which set
     * @return the pairs, the most alike first
     */
    public List<Pair> pairs(Part part) {
        int set = compared.indexOf(part);
        return overlap == null || set < 0
                ? List.of()
                : overlap.pairs().stream().filter(p -> p.set() == set).toList();
    }

    /**
     * How many environments share wording with public items in a way.
     *
     * @param likeness which way
     * @return how many environments
     */
    public long alike(Likeness likeness) {
        return pairs(Part.PUBLIC).stream()
                .filter(p -> p.likeness() == likeness)
                .mapToInt(Pair::environment)
                .distinct()
                .count();
    }

    /**
     * The public items that were learned by heart most, each with its environment.
     *
     * @param count how many at most
     * @return the pairs, the worst first
     */
    public List<WorstPair> worstPairs(int count) {
        List<Pair> wording = pairs(Part.PUBLIC);
        return result.items(Place.PUBLIC).stream()
                .flatMap(item -> mostByHeart(item).map(t -> new WorstPair(item, t, wording(wording, item, t))))
                .sorted(Comparator.comparingDouble((WorstPair p) -> -p.teacher().memorized())
                        .thenComparingInt(p -> p.item().row()))
                .limit(count)
                .toList();
    }

    private static Stream<Teacher> mostByHeart(ItemFinding item) {
        return item.teachers().stream().max(Comparator.comparingDouble(Teacher::memorized)).stream();
    }

    private static @Nullable Pair wording(List<Pair> pairs, ItemFinding item, Teacher teacher) {
        return pairs.stream()
                .filter(p -> p.item() == item.row() && p.environment() == teacher.row())
                .findFirst()
                .orElse(null);
    }
}

package org.evalgap.audit;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An eval, what was trained on, and what else is scored: up to four sets in one space. Immutable. */
public final class Suite {
    private final ItemSet publicItems;
    private final ItemSet environments;
    private final @Nullable ItemSet fresh;
    private final @Nullable ItemSet work;

    private Suite(ItemSet publicItems, ItemSet environments, @Nullable ItemSet fresh, @Nullable ItemSet work) {
        this.publicItems = Objects.requireNonNull(publicItems, "publicItems");
        this.environments = Objects.requireNonNull(environments, "environments");
        this.fresh = fresh;
        this.work = work;
        requireDimension("environments", environments);
        requireDimension("fresh items", fresh);
        requireDimension("work tasks", work);
    }

    private void requireDimension(String name, @Nullable ItemSet set) {
        int wanted = publicItems.positions().dimension();
        if (set != null && set.positions().dimension() != wanted) {
            throw new IllegalArgumentException(name + " must have the dimension of the public items = " + wanted + ": "
                    + set.positions().dimension() + "; embed all sets with one model");
        }
    }

    /**
     * A suite of public items and the environments trained on.
     *
     * @param publicItems items of the public eval
     * @param environments training environments
     * @return the suite
     * @throws IllegalArgumentException if dimensions differ
     */
    public static Suite of(ItemSet publicItems, ItemSet environments) {
        return new Suite(publicItems, environments, null, null);
    }

    /**
     * A copy with fresh items.
     *
     * @param items items of the eval's kind that nobody has seen
     * @return the copy
     * @throws IllegalArgumentException if dimensions differ
     */
    public Suite withFresh(ItemSet items) {
        return new Suite(publicItems, environments, items, work);
    }

    /**
     * A copy with work.
     *
     * @param tasks tasks that the economy pays for
     * @return the copy
     * @throws IllegalArgumentException if dimensions differ
     */
    public Suite withWork(ItemSet tasks) {
        return new Suite(publicItems, environments, fresh, tasks);
    }

    /**
     * A copy with other environments.
     *
     * @param others training environments
     * @return the copy
     * @throws IllegalArgumentException if dimensions differ
     */
    public Suite withEnvironments(ItemSet others) {
        return new Suite(publicItems, others, fresh, work);
    }

    /**
     * The eval.
     *
     * @return its public items
     */
    public ItemSet publicItems() {
        return publicItems;
    }

    /**
     * What was trained on.
     *
     * @return the environments
     */
    public ItemSet environments() {
        return environments;
    }

    /**
     * Items of the eval's kind that nobody has seen.
     *
     * @return the fresh items, or empty
     */
    public Optional<ItemSet> fresh() {
        return Optional.ofNullable(fresh);
    }

    /**
     * Tasks that the economy pays for.
     *
     * @return the work tasks, or empty
     */
    public Optional<ItemSet> work() {
        return Optional.ofNullable(work);
    }

    /** The set of a place, or empty. */
    Optional<ItemSet> at(Place place) {
        return switch (place) {
            case PUBLIC -> Optional.of(publicItems);
            case FRESH -> fresh();
            case WORK -> work();
        };
    }

    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder("Suite(").append(publicItems.size()).append(" public items");
        fresh().ifPresent(items -> text.append(", ").append(items.size()).append(" fresh items"));
        work().ifPresent(tasks -> text.append(", ").append(tasks.size()).append(" work tasks"));
        return text.append(", ")
                .append(environments.size())
                .append(" environments)")
                .toString();
    }
}

package org.evalgap.protocol;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * The usual protocols, which combine: {@code open().rotating(2).limited(3).telling(Telling.ladder(0.01))}. Immutable; two are
 * equal if their names are.
 *
 * <p>Contents are the scored items at once ({@link #open()}), none ever ({@link #privately()}), the scored items some releases
 * after they appeared ({@link #delayed(int)}), or those that are not scored any more ({@link #rotating(int)} alone).
 */
public final class StandardProtocol implements Protocol {
    private static final int NEVER = Integer.MAX_VALUE;
    private static final StandardProtocol OPEN = new StandardProtocol(Contents.OPEN, 0, NEVER, NEVER, List.of());

    /** Which contents labs see. */
    private enum Contents {
        OPEN,
        PRIVATE,
        RETIRED,
        DELAYED
    }

    private final Contents contents;
    private final int delay;
    private final int period;
    private final int limit;
    private final List<Telling> tellings;

    private StandardProtocol(Contents contents, int delay, int period, int limit, List<Telling> tellings) {
        this.contents = contents;
        this.delay = delay;
        this.period = period;
        this.limit = limit;
        this.tellings = tellings;
    }

    /**
     * Labs see the scored items and how they did on each; every submission is told its score. The plain model is this.
     *
     * @return the protocol
     */
    public static StandardProtocol open() {
        return OPEN;
    }

    /**
     * Labs never see an item; every submission is told its score.
     *
     * @return the protocol
     */
    public static StandardProtocol privately() {
        return new StandardProtocol(Contents.PRIVATE, 0, NEVER, NEVER, List.of());
    }

    /**
     * Labs see the scored items some releases after they appeared, and no results.
     *
     * @param releases k, at least 1
     * @return the protocol
     * @throws IllegalArgumentException if the delay is out of range
     */
    public static StandardProtocol delayed(int releases) {
        requireCount("delayed", releases, "releases");
        return new StandardProtocol(Contents.DELAYED, releases, NEVER, NEVER, List.of());
    }

    /**
     * The scored set is replaced every so many releases, and labs see those that were replaced.
     *
     * @param releases k, at least 1
     * @return the protocol
     * @throws IllegalArgumentException if the period is out of range
     */
    public static StandardProtocol retiring(int releases) {
        requireCount("rotating", releases, "releases");
        return new StandardProtocol(Contents.RETIRED, 0, releases, NEVER, List.of());
    }

    /**
     * The same, where the scored set is replaced every so many releases; what labs see stays as it is said.
     *
     * @param releases k, at least 1
     * @return the protocol
     * @throws IllegalArgumentException if the period is out of range
     */
    public StandardProtocol rotating(int releases) {
        requireCount("rotating", releases, "releases");
        return new StandardProtocol(contents, delay, releases, limit, tellings);
    }

    /**
     * The same, where so many submissions a release count.
     *
     * @param submissions q, at least 1
     * @return the protocol
     * @throws IllegalArgumentException if the limit is out of range
     */
    public StandardProtocol limited(int submissions) {
        requireCount("limited", submissions, "submissions a release");
        return new StandardProtocol(contents, delay, period, submissions, tellings);
    }

    /**
     * The same, where scores are told in a further way.
     *
     * @param telling how
     * @return the protocol
     * @throws IllegalArgumentException if it contradicts another one
     */
    public StandardProtocol telling(Telling telling) {
        Objects.requireNonNull(telling, "telling");
        List<Telling> all = new ArrayList<>(tellings);
        for (Telling other : tellings) {
            requireTogether(other, telling);
        }
        all.add(telling);
        all.sort(Comparator.comparing(Telling::kind));
        return new StandardProtocol(contents, delay, period, limit, List.copyOf(all));
    }

    private static void requireTogether(Telling one, Telling other) {
        boolean sure = one.kind() != other.kind() || one.kind() == Telling.Kind.OWN;
        boolean noiseTwice = one.kind() != other.kind()
                && (isNoise(one) && isThresholdout(other) || isNoise(other) && isThresholdout(one));
        if (!sure || noiseTwice) {
            String why = noiseTwice ? "thresholdout adds noise of its own" : "both say which score is told";
            throw new IllegalArgumentException(
                    one.name() + " and " + other.name() + " contradict each other: " + why + "; keep one of them");
        }
    }

    private static boolean isNoise(Telling telling) {
        return telling.kind() == Telling.Kind.NOISE;
    }

    private static boolean isThresholdout(Telling telling) {
        return telling.name().startsWith("thresholdout");
    }

    private static void requireCount(String name, int value, String what) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be a whole number of " + what + ", at least 1: " + value);
        }
    }

    /**
     * Refuses what has no meaning together.
     *
     * @return this protocol
     * @throws IllegalArgumentException if scores on what labs see are told, and labs see nothing but the scored items, or
     *     nothing
     */
    public StandardProtocol requireConsistent() {
        boolean compares = tellings.stream().anyMatch(StandardProtocol::isThresholdout);
        boolean apart = contents == Contents.RETIRED || contents == Contents.DELAYED && period != NEVER;
        if (compares && !apart) {
            String shown = contents == Contents.PRIVATE ? "private shows labs nothing" : "labs see the scored items";
            throw new IllegalArgumentException("thresholdout and " + contentsName() + " contradict each other: it tells"
                    + " the score on retired items, but " + shown + "; add rotating");
        }
        return this;
    }

    private String contentsName() {
        return switch (contents) {
            case OPEN -> "open";
            case PRIVATE -> "private";
            case RETIRED -> "rotating";
            case DELAYED -> "delayed " + delay;
        };
    }

    @Override
    public String name() {
        List<String> parts = new ArrayList<>();
        if (contents != Contents.RETIRED) {
            parts.add(contentsName());
        }
        if (period != NEVER) {
            parts.add("rotating " + period);
        }
        if (limit != NEVER) {
            parts.add("limited " + limit);
        }
        tellings.forEach(telling -> parts.add(telling.name()));
        return String.join(" + ", parts);
    }

    @Override
    public int scored(int release) {
        return release / period;
    }

    @Override
    public int published(int release) {
        return switch (contents) {
            case OPEN -> scored(release) + 1;
            case PRIVATE -> 0;
            case RETIRED -> scored(release);
            case DELAYED -> release < delay ? 0 : scored(release - delay) + 1;
        };
    }

    @Override
    public boolean showsResults() {
        return contents == Contents.OPEN;
    }

    @Override
    public int submissions(int release) {
        return limit;
    }

    @Override
    public Announcer announcer() {
        List<Announcer> line =
                tellings.stream().map(telling -> telling.announcers().get()).toList();
        return submission -> {
            double score = submission.score();
            for (Announcer announcer : line) {
                score = announcer.tell(submission.withScore(score));
            }
            return score;
        };
    }

    @Override
    public boolean equals(Object other) {
        // The engine asks this once a run: names are not put together for one and the same protocol.
        return this == other || other instanceof StandardProtocol that && name().equals(that.name());
    }

    @Override
    public int hashCode() {
        return name().hashCode();
    }

    @Override
    public String toString() {
        return name();
    }
}

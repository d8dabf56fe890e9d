package org.evalgap.internal.luck;

/** How many environments one public item inspires: a binomial law, without the tails that doubles do not see beside the rest. */
final class Clusters {
    private static final double NOTHING = 1e-17;

    private final int least;
    private final double[] share;

    private Clusters(int least, double[] share) {
        this.least = least;
        this.share = share;
    }

    /**
     * The law of a count.
     *
     * @param environments how many there are, at least 0
     * @param chance that one of them is inspired by the item, in [0, 1]
     */
    static Clusters of(int environments, double chance) {
        int mode = (int) Math.min(environments, Math.floor((environments + 1.0) * chance));
        if (environments == 0 || chance <= 0 || chance >= 1) {
            return new Clusters(chance >= 1 ? environments : 0, new double[] {1});
        }
        double odds = chance / (1 - chance);
        int low = mode;
        for (double p = 1; low > 0 && p > NOTHING; low--) {
            p = p * low / ((environments - low + 1.0) * odds);
        }
        int high = mode;
        for (double p = 1; high < environments && p > NOTHING; high++) {
            p = p * (environments - high) * odds / (high + 1.0);
        }
        return new Clusters(low, shares(environments, odds, low, mode, high));
    }

    private static double[] shares(int environments, double odds, int low, int mode, int high) {
        double[] share = new double[high - low + 1];
        share[mode - low] = 1;
        for (int c = mode; c > low; c--) {
            share[c - 1 - low] = share[c - low] * c / ((environments - c + 1.0) * odds);
        }
        for (int c = mode; c < high; c++) {
            share[c + 1 - low] = share[c - low] * (environments - c) * odds / (c + 1.0);
        }
        double total = 0;
        for (double p : share) {
            total += p;
        }
        for (int i = 0; i < share.length; i++) {
            share[i] = share[i] / total;
        }
        return share;
    }

    /** The smallest count that happens. */
    int least() {
        return least;
    }

    /** The largest count that happens. */
    int most() {
        return least + share.length - 1;
    }

    /** The probability of a count. */
    double share(int count) {
        return count < least || count > most() ? 0 : share[count - least];
    }

    /** The smallest count, or the largest, beyond which less than so much of the probability lies. */
    int quantile(double tail, boolean upper) {
        double beyond = 0;
        int i = upper ? share.length - 1 : 0;
        while (i >= 0 && i < share.length && beyond + share[i] < tail) {
            beyond += share[i];
            i += upper ? -1 : 1;
        }
        return least + Math.max(0, Math.min(share.length - 1, i));
    }
}

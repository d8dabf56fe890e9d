package org.evalgap.measure;

/**
 * By how much the draws of a replicate are luckier than is to be expected: numbers whose expectation is 0 whatever training does, so
 * that means can be {@linkplain Moments#adjustedMean adjusted} by them. They stand behind the measures in a record of a replicate:
 * for each score, what the drawn tasks make of it before training; what a forecast from the drawn tasks and environments makes of
 * its gain; and of its ability, in logits. NaN is what is not known. Behind them stands how many replicates it takes to adjust a mean.
 *
 * <p>The luck of a measure is made of these as the measure is made of scores: that of a gap is a difference of lucks.
 */
public final class Luck {
    /** How many numbers of luck a replicate has. */
    public static final int COUNT = 3 * Score.values().length;

    /** Replicates times environments, at least: as many as 32 replicates of 48 environments have. */
    private static final int LEAST_DESIGNS = Moments.LEAST_ADJUSTED * 48;

    /** Replicates that are enough however few environments there are. */
    private static final int ENOUGH = 3 * Moments.LEAST_ADJUSTED;

    private Luck() {}

    /**
     * How many replicates it takes until means can be adjusted for the luck of a forecast. Gains are no straight line in luck where
     * environments are few: what luck leaves bends with it and is skew, the more the fewer there are, and that makes an adjusted mean
     * of few replicates a little biased, and its interval too narrow.
     *
     * @param environments whose gains are forecast, at least 1
     * @return {@value Moments#LEAST_ADJUSTED} from 48 environments on, else as many as give 1536 environments in all, but at most 96
     */
    public static int leastReplicates(int environments) {
        int wanted = (LEAST_DESIGNS + environments - 1) / environments;
        return Math.min(Math.max(Moments.LEAST_ADJUSTED, wanted), ENOUGH);
    }

    /**
     * Where it stands in a record how many replicates it takes to adjust a mean.
     *
     * @return the last index
     */
    public static int least() {
        return Measure.count() + COUNT;
    }

    /**
     * Where the luck of a score before training stands in a record.
     *
     * @param score which
     * @return an index behind those of measures
     */
    public static int before(Score score) {
        return Measure.count() + score.ordinal();
    }

    /**
     * Where the luck of a gain stands.
     *
     * @param score whose gain
     * @return an index behind those of measures
     */
    public static int gain(Score score) {
        return Measure.count() + COUNT / 3 + score.ordinal();
    }

    /**
     * Where the luck of an ability stands.
     *
     * @param score whose ability
     * @return an index behind those of measures
     */
    public static int ability(Score score) {
        return Measure.count() + 2 * (COUNT / 3) + score.ordinal();
    }

    /**
     * How long a record with luck is.
     *
     * @return the number of measures and of numbers of luck, and one
     */
    public static int recordLength() {
        return least() + 1;
    }

    /** The luck of a measure in a record; NaN where it is not known, as that of a ratio. */
    static double of(Measure measure, double[] record) {
        return switch (measure) {
            case PUBLIC_SCORE_BEFORE -> record[before(Score.PUBLIC)];
            case FRESH_SCORE_BEFORE -> record[before(Score.FRESH)];
            case WORK_SCORE_BEFORE -> record[before(Score.WORK)];
            case IMPACT_SCORE_BEFORE -> record[before(Score.IMPACT)];
            case PUBLIC_SCORE, REPORTED_SCORE -> after(Score.PUBLIC, record);
            case FRESH_SCORE -> after(Score.FRESH, record);
            case WORK_SCORE -> after(Score.WORK, record);
            case IMPACT_SCORE -> after(Score.IMPACT, record);
            case INFLATION -> record[gain(Score.PUBLIC)] - record[gain(Score.FRESH)];
            case DISTRIBUTION_GAP -> record[gain(Score.FRESH)] - record[gain(Score.WORK)];
            case RELIABILITY_GAP -> record[gain(Score.WORK)] - record[gain(Score.IMPACT)];
            case DISCONNECT -> record[gain(Score.PUBLIC)] - record[gain(Score.IMPACT)];
            case PUBLIC_ABILITY -> record[ability(Score.PUBLIC)];
            case FRESH_ABILITY -> record[ability(Score.FRESH)];
            case WORK_ABILITY -> record[ability(Score.WORK)];
            case IMPACT_ABILITY -> record[ability(Score.IMPACT)];
            case INFLATION_LOGITS -> record[ability(Score.PUBLIC)] - record[ability(Score.FRESH)];
            case DISTRIBUTION_GAP_LOGITS -> record[ability(Score.FRESH)] - record[ability(Score.WORK)];
            case RELIABILITY_GAP_LOGITS -> record[ability(Score.WORK)] - record[ability(Score.IMPACT)];
            case DISCONNECT_LOGITS -> record[ability(Score.PUBLIC)] - record[ability(Score.IMPACT)];
            case POLICY_DIVERGENCE -> record[gain(Score.PUBLIC)];
            default -> Double.NaN;
        };
    }

    private static double after(Score score, double[] record) {
        double before = record[before(score)];
        double gain = record[gain(score)];
        return Double.isNaN(gain) ? before : before + gain;
    }
}

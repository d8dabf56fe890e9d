package org.evalgap.cli.text;

import org.evalgap.cli.output.Numbers;
import org.evalgap.goodhart.GoodhartFit;
import org.evalgap.goodhart.GoodhartFit.Shape;
import org.evalgap.goodhart.Trajectory;
import org.evalgap.goodhart.Trajectory.Quantity;
import org.evalgap.measure.Score;

/** Scores along training, for reading. */
public final class TrajectoryText {
    /** People get every other point: 32 a round and the start. */
    private static final int STRIDE = 2;

    private static final int PERCENT = 100;

    private final Trajectory trajectory;

    /**
     * The text of a trajectory.
     *
     * @param trajectory the scores
     */
    public TrajectoryText(Trajectory trajectory) {
        this.trajectory = trajectory;
    }

    /**
     * Where the work score peaks and which shape its gain follows, and a line a point, in points.
     *
     * @param screen what shows the text
     * @return lines
     */
    public String text(Screen screen) {
        StringBuilder text = new StringBuilder(screen.strong(screen.wrapped(peak())));
        for (Shape shape : Shape.values()) {
            trajectory.fit(shape, Quantity.gainOf(Score.WORK)).ifPresent(fit -> text.append(screen.wrapped(told(fit))));
        }
        text.append("\n time    √KL  public  fresh   work  impact  work gain\n");
        for (int i = 0; i < trajectory.size(); i += STRIDE) {
            text.append(Numbers.fixed(trajectory.time(i), 3));
            text.append(pad(Numbers.fixed(trajectory.mean(Quantity.DISTANCE, i), 3), 7));
            for (Score score : Score.values()) {
                text.append(pad(Numbers.fixed(PERCENT * trajectory.mean(Quantity.of(score), i), 1), 7));
            }
            text.append("   ").append(workGain(i)).append('\n');
        }
        return text.append('\n').toString();
    }

    private static String pad(String cell, int width) {
        return " ".repeat(Math.max(1, width - cell.length())) + cell;
    }

    private String workGain(int point) {
        double error =
                trajectory.standardError(Quantity.gainOf(Score.WORK), point).orElse(Double.NaN);
        String gain = Numbers.signed(PERCENT * trajectory.mean(Quantity.gainOf(Score.WORK), point), 3);
        double half = PERCENT * Numbers.factor(trajectory.replicates()) * error;
        return (gain.startsWith("0") ? " " + gain : gain) + (Double.isNaN(half) ? "" : " ±" + Numbers.fixed(half, 3));
    }

    private String peak() {
        int peak = trajectory.peak(Quantity.gainOf(Score.WORK));
        if (peak == trajectory.size() - 1) {
            return "The mean work score is at its best at the end of training.";
        }
        return "The mean work score peaks at time " + Numbers.fixed(trajectory.time(peak), 3) + ", √KL "
                + Numbers.fixed(trajectory.mean(Quantity.DISTANCE, peak), 3) + ", with a gain of "
                + workGain(peak).strip() + " points.";
    }

    private static String told(GoodhartFit fit) {
        String formula = fit.shape() == Shape.LINEAR ? "d (α − β d)" : "d (α − β log d)";
        return "Work gain as " + formula + ", d = √KL: α = " + Numbers.signed(fit.alpha(), 4) + ", β = "
                + Numbers.signed(fit.beta(), 4) + ", R² = " + Numbers.fixed(fit.determination(), 4) + ".";
    }
}

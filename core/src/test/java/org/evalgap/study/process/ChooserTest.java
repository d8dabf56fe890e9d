package org.evalgap.study.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import org.evalgap.study.frame.Claim;
import org.evalgap.study.frame.StudySettings;
import org.evalgap.study.frame.StudyTable;
import org.junit.jupiter.api.Test;

class ChooserTest {
    private static final Chooser CHOOSER = new Chooser(0.8, 1.5, 0.85);

    /**
     * Closed forms of Bogacz et al. (2006) in the evidence's own units: at a threshold a the choice takes a tanh(aμ/s²)/μ and is right
     * with 1/(1 + exp(−2aμ/s²)), μ = vρ; a is the one that gives the accuracy asked for.
     */
    @Test
    void choiceHasTheAccuracyAskedForAndItsTime() {
        for (double quality : new double[] {1, 0.3, 0.01}) {
            double drift = 0.8 * quality;
            double a = CHOOSER.threshold(quality);
            assertThat(1 / (1 + Math.exp(-2 * a * drift / 2.25))).isCloseTo(0.85, within(1e-12));
            double time = a * Math.tanh(a * drift / 2.25) / drift;
            assertThat(CHOOSER.meanTime(quality)).isCloseTo(time, within(1e-12 * time));
            assertThat(CHOOSER.unit(a)).isCloseTo(a * a / 2.25, within(1e-12 * a * a));
            assertThat(CHOOSER.diffusion(quality, 2.0).drift()).isCloseTo(2 * drift / 2.25, within(1e-14));
        }
    }

    /** Closed form: 1/ρ² above a thousand. */
    @Test
    void claimHoldsWhereTheSlowdownIsAboveAThousand() {
        StudySettings settings = new Emotions()
                .defaults()
                .with("noise", 1.5)
                .with("valueDifference", 0.8)
                .with("accuracy", 0.85);
        Claim claim = new Emotions().claim(settings, 1);
        for (double quality : new double[] {0.01, 0.0316, 0.0317, 1}) {
            assertThat(claim.margin().applyAsDouble(settings.with("signalQuality", quality)))
                    .isCloseTo(1 / (quality * quality) - 1000, within(1e-9 / (quality * quality)));
        }
    }

    /** By hand: of a table of three rows the one that has both; where none has, there is no impact. */
    @Test
    void impactIsThatOfTheRowOfHorizonAndCritic() {
        StudyTable table = StudyTable.named("critics", "By hand")
                .columns("horizon", "critic", "impact")
                .row(1, 0.5, 0.1)
                .row(4, 0.25, 0.2)
                .row(4, 0.5, 0.3)
                .build();
        CriticQuality critics = new CriticQuality(new Emotions().defaults(), table, table);
        assertThat(critics.impact(4, 0.5)).isEqualTo(0.3);
        assertThat(critics.impact(4, 0.25)).isEqualTo(0.2);
        assertThat(critics.impact(1, 0.5)).isEqualTo(0.1);
        assertThatIllegalStateException()
                .isThrownBy(() -> critics.impact(1, 0.25))
                .withMessageContaining("horizon 1")
                .withMessageContaining("critic 0.25");
    }
}

package org.evalgap.explain.population;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;
import org.evalgap.explain.Observation;
import org.evalgap.explain.Quantity;
import org.evalgap.measure.Measure;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ForecasterTest {
    private static Observation score(Quantity quantity, double share, int items) {
        return new Observation(quantity, share * items, items);
    }

    @ParameterizedTest
    @EnumSource
    void everyTableHasItsRowsAndItsPopulation(PublishedTable table) {
        int rows = table.rows().size();
        FittedTable fitted = FittedTable.of(table);
        int parameters = table.unknown().size();
        assertThat(fitted.mean()).hasSize(parameters);
        assertThat(fitted.covariance()).hasDimensions(parameters, parameters);
        assertThat(fitted.correction().freedom()).isEqualTo(Math.max(2, table.groups() - 2));
        assertThat(rows).isGreaterThanOrEqualTo(table.groups());
        assertThat(PublishedTable.labelled(table.label())).contains(table);
        assertThat(table.rows())
                .allSatisfy(row -> assertThat(row.observed().get(0)).hasSize(2));
    }

    /** What is shipped is what the command writes, byte for byte; minutes. */
    @ParameterizedTest
    @EnumSource
    @Tag("long")
    void fittingAgainGivesTheSameFile(PublishedTable table) {
        String fitted = FittedTable.fit(table, Runtime.getRuntime().availableProcessors());
        assertThat(fitted).isEqualTo(PublishedTable.text(table.label() + ".properties"));
    }

    /** More items narrow a forecast, threads do not matter, seeds do. */
    @Test
    void fewItemsTellLess() {
        Forecaster forecaster = Forecaster.of(PublishedTable.TEST_TASK).withGoal(100);
        Observation given = score(PublishedTable.TEST_TASK.given(), 0.45, 100);
        ScoreForecast many = forecaster.withThreads(1).forecast(given, 1000);
        ScoreForecast few = forecaster.withThreads(3).forecast(given, 20);
        assertThat(many.q95() - many.q05()).isLessThan(few.q95() - few.q05());
        assertThat(forecaster.withThreads(3).forecast(given, 1000)).isEqualTo(many);
        assertThat(forecaster.withSeed(2).forecast(given, 1000)).isNotEqualTo(many);
        assertThat(many.below()).isBetween(0.02, 0.5);
        assertThat(many.effectiveSampleSize()).isGreaterThanOrEqualTo(100);
    }

    /**
     * The fewer items a score is counted on, the more it is drawn to the models' mean, and little else changes: the forecast follows the
     * truth that is expected behind the score, from 20 items to 10,000. A minute.
     */
    @ParameterizedTest
    @EnumSource
    @Tag("long")
    void forecastsChangeSmoothlyWithTheItemsOfTheScore(PublishedTable table) {
        Forecaster forecaster = Forecaster.of(table);
        List<ScoreForecast> forecasts = IntStream.of(20, 200, 1000, 10_000)
                .mapToObj(items -> forecaster.forecast(score(table.given(), 0.8, items), 200))
                .toList();
        System.err.println(table.label() + ": " + forecasts);
        for (int k = 1; k < forecasts.size(); k++) {
            ScoreForecast fewer = forecasts.get(k - 1);
            ScoreForecast more = forecasts.get(k);
            assertThat(Math.abs(more.known() - 0.8)).isLessThan(Math.abs(fewer.known() - 0.8));
            double step = Math.abs(more.known() - fewer.known());
            // What follows from a truth changes no faster than twice the truth; .02 is Monte Carlo error.
            assertThat(more.mean() - fewer.mean()).isBetween(-2 * step - 0.02, 2 * step + 0.02);
        }
    }

    /** The table's runs near .94 on their 200 levels have .73 to .76 on fresh ones; rows alone would leave this interval. */
    @Test
    @Tag("long")
    void aForecastHoldsItsOwnTablesRowsAndLittleElse() {
        PublishedTable table = PublishedTable.COINRUN;
        ScoreForecast forecast = Forecaster.of(table).forecast(score(table.given(), 0.94, 200), 1000);
        assertThat(forecast.q05()).isLessThan(0.73);
        assertThat(forecast.q95()).isGreaterThan(0.76);
        double[] gaps = table.rows().stream()
                .map(row -> row.observed().get(0))
                .mapToDouble(scores -> scores.get(0).share() - scores.get(1).share())
                .toArray();
        // Three runs give a mean and a deviation: Student's t with two degrees of freedom.
        double rowsAlone = 2
                * new TDistribution(null, 2).inverseCumulativeProbability(0.95)
                * Math.sqrt(StatUtils.variance(gaps) * (1 + 1 / 3.0));
        assertThat(forecast.q95() - forecast.q05()).isLessThan(rowsAlone);
    }

    @Test
    void whatIsNotGivenIsRefused() {
        Forecaster forecaster = Forecaster.of(PublishedTable.COINRUN);
        // The beta-binomial law of mean .909 and strength 24.0 has 1.07e-9 at 60 of 200 or less (SciPy); nothing is
        // simulated.
        assertThatThrownBy(() -> forecaster.forecast(score(PublishedTable.COINRUN.given(), 0.3, 200), 10))
                .hasMessage(
                        "not one in a million models like those of coinrun would have it; nothing can be told from it");
        assertThatThrownBy(() -> forecaster.forecast(score(Quantity.of(Measure.WORK_SCORE), 0.5, 100), 10))
                .hasMessageContaining("coinrun is given publicScore");
        assertThatThrownBy(() -> FittedTable.read(1, "mean=0\n"))
                .hasMessage("a fitted table must have 1 numbers for covariance1: null");
    }
}

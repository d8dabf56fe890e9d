package org.evalgap.cli.input;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What holds for all rows where the table has no column for it.
 *
 * @param publicItems items of the public eval; null where only a column says
 * @param freshItems items of the fresh set; null where only a column says
 * @param publicGuess chance level of the public eval
 * @param freshGuess chance level of the fresh set
 * @param references names of models or families believed clean, besides the column
 * @param unit how scores are written
 */
public record ScoreDefaults(
        @Nullable Integer publicItems,
        @Nullable Integer freshItems,
        double publicGuess,
        double freshGuess,
        Set<String> references,
        ScoreUnit.Kind unit) {}

package org.evalgap.internal.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.evalgap.internal.answer.AnswerField;
import org.evalgap.internal.answer.AnswerRule;
import org.evalgap.internal.kernel.Points;
import org.junit.jupiter.api.Test;

class RightAnswersTest {
    private static final int TASKS = 40;

    private final RightAnswers answers = new RightAnswers();

    private static Points tasks() {
        Points tasks = new Points();
        tasks.resize(TASKS, 4);
        for (int i = 0; i < TASKS; i++) {
            tasks.position[0][i] = 0.7 * i - 9;
            tasks.position[1][i] = 5 - 0.3 * i;
            tasks.position[2][i] = i % 3 - 1;
            tasks.position[3][i] = i % 5 - 2;
        }
        return tasks;
    }

    @Test
    void whereAllAnswersAreOneNoneAreWritten() {
        Points tasks = tasks();
        answers.complete(tasks, 0);
        assertThat(tasks.answer).isNull();
        tasks.answers()[1] = -1;
        answers.complete(tasks, 0);
        for (int i = 0; i < TASKS; i++) {
            assertThat(tasks.answers()[i]).isEqualTo(i == 1 ? -1 : 1);
        }
    }

    /** What a source tells stays, and so does what is not asked for; all else is the rule's, which is tested on its own. */
    @Test
    void aRuleTellsWhatIsMissingFromAPlaceOn() {
        AnswerField field = new AnswerField();
        field.draw(4, 1, 4, 1.5);
        for (AnswerRule rule : new AnswerRule[] {field, AnswerRule.CONTEXT}) {
            Points tasks = tasks();
            double[] told = new double[TASKS];
            rule.answer(tasks.position, told, TASKS);
            assertThat(told).contains(1, -1);
            tasks.answers()[10] = -told[10];
            answers.open(rule == field ? "field" : "context", 4, 1, 4, 1.5);
            answers.complete(tasks, 7);
            for (int i = 0; i < TASKS; i++) {
                double expected = i < 7 ? 0 : i == 10 ? -told[10] : told[i];
                assertThat(tasks.answers()[i]).as("%d", i).isEqualTo(expected);
            }
        }
        answers.open("one", 4, 1, 4, 1.5);
        Points tasks = tasks();
        answers.complete(tasks, 0);
        assertThat(tasks.answer).isNull();
        assertThatThrownBy(() -> answers.open("two", 4, 1, 4, 1.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown rule of answers: two");
    }
}

package org.evalgap.internal.lab;

import org.evalgap.internal.answer.AnswerField;
import org.evalgap.internal.answer.AnswerRule;
import org.evalgap.internal.kernel.Points;

/** Tells the right answers to tasks whose sources do not tell them: one rule for all tasks of a replicate. Confined to a thread. */
public final class RightAnswers {
    private final AnswerField field = new AnswerField();
    private AnswerRule rule = AnswerRule.ONE;
    private double[] told = new double[0];

    /** Answers that are all 1 until a rule is opened. */
    public RightAnswers() {}

    /**
     * Opens a rule.
     *
     * @param name {@code one}, {@code field} or {@code context}
     * @param seed the user's seed
     * @param replicate index of the replicate
     * @param axes how many skills tasks ask for; 4 or more for {@code context}
     * @param length how far one answer of a field reaches, above 0
     */
    public void open(String name, long seed, long replicate, int axes, double length) {
        rule = switch (name) {
            case "one" -> AnswerRule.ONE;
            case "field" -> field;
            case "context" -> AnswerRule.CONTEXT;
            default -> throw new IllegalArgumentException("unknown rule of answers: " + name);
        };
        if (rule == field) {
            field.draw(seed, replicate, axes, length);
        }
    }

    /**
     * Answers all tasks from one on that nobody has answered.
     *
     * @param tasks the tasks; where all answers are 1, and none was ever another, they stay without
     * @param from the first task
     */
    public void complete(Points tasks, int from) {
        if (rule == AnswerRule.ONE && tasks.answer == null) {
            return;
        }
        if (told.length < tasks.size()) {
            told = new double[tasks.size()];
        }
        rule.answer(tasks.position, told, tasks.size());
        double[] answer = tasks.answers();
        for (int i = from; i < tasks.size(); i++) {
            if (answer[i] == 0) {
                answer[i] = told[i];
            }
        }
    }
}

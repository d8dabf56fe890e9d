package org.evalgap.cli.logs;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One run of one eval by one model, as a log tells it.
 *
 * @param file where it stands
 * @param model its name in the log
 * @param task the eval's name in the log
 * @param date when it began, so that later ones sort behind; empty where the log does not say
 * @param ending how it ended: {@code success}, or what the log says instead
 * @param planned how many answers it was to have; 0 where the log does not say
 * @param choices how many answers an item offers; 0 where it asks openly, or the log does not say
 * @param scorers what each scorer says, by its name
 */
public record Run(
        Path file,
        String model,
        String task,
        String date,
        String ending,
        int planned,
        int choices,
        Map<String, Scores> scorers) {
    /** How a run ends that comes to its end. */
    static final String SUCCESS = "success";

    /**
     * Copies the map.
     *
     * @param file as the component
     * @param model as the component
     * @param task as the component
     * @param date as the component
     * @param ending as the component
     * @param planned as the component
     * @param choices as the component
     * @param scorers as the component
     */
    public Run {
        scorers = Collections.unmodifiableMap(new LinkedHashMap<>(scorers));
    }

    /** Whether nothing is to come that would change its scores: it ended well, or has an answer for all that was planned. */
    boolean finished() {
        return ending.equals(SUCCESS) || planned > 0 && answered() >= planned;
    }

    /** The most answers that one of its scorers has. */
    int answered() {
        return scorers.values().stream()
                .mapToInt(scores -> scores.answers().isEmpty()
                        ? scores.items()
                        : scores.answers().size())
                .max()
                .orElse(0);
    }
}

package org.evalgap.study.frame;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.evalgap.internal.Resources;

/**
 * What a study says in words that hold for all settings.
 *
 * <p>It is written once, in the resource {@code /org/evalgap/study/NAME.md}: Markdown in UTF-8, one section a component under
 * the headings {@code Question}, {@code Model}, {@code Shows}, {@code Cannot tell} and {@code Literature}, in this order. The
 * lines of a section are joined; a reference is an item of a list. The command prints these texts, and docs/studies.md holds
 * them word for word.
 *
 * @param question what the study answers: one sentence with a question mark
 * @param model the model in a few lines, formulas included
 * @param shows what the result shows
 * @param cannotTell what the model leaves out, assumes, or cannot tell
 * @param literature where the model and its formulas come from: authors, year, title and place
 */
public record Prose(String question, String model, String shows, String cannotTell, List<String> literature) {
    private static final List<String> HEADINGS = List.of("Question", "Model", "Shows", "Cannot tell", "Literature");

    /**
     * Checks and copies the texts.
     *
     * @param question see the record
     * @param model see the record
     * @param shows see the record
     * @param cannotTell see the record
     * @param literature see the record
     * @throws IllegalArgumentException if a text or the list is empty
     */
    public Prose {
        literature = List.copyOf(literature);
        List<String> texts = new ArrayList<>(List.of(question, model, shows, cannotTell, String.join("", literature)));
        for (int i = 0; i < texts.size(); i++) {
            if (texts.get(i).isBlank()) {
                throw new IllegalArgumentException("section \"" + HEADINGS.get(i) + "\" must not be empty");
            }
        }
    }

    /**
     * Reads the prose of a study of this library.
     *
     * @param study name of the study
     * @return its prose
     * @throws IllegalStateException if there is no such resource, or a section is missing, empty or not known
     */
    public static Prose of(String study) {
        String resource = "/org/evalgap/study/" + study + ".md";
        return parse(resource, Resources.text(Prose.class, resource));
    }

    /** Reads the text of a resource. */
    static Prose parse(String resource, String text) {
        String[] sections = text.split("(?m)^## ", -1);
        List<String> headings = Arrays.stream(sections)
                .skip(1)
                .map(section -> section.lines().findFirst().orElse(""))
                .toList();
        if (!sections[0].isEmpty() || !headings.equals(HEADINGS)) {
            throw new IllegalStateException(
                    resource + " must begin with \"## Question\" and have the sections " + HEADINGS + ": " + headings);
        }
        List<String> bodies = new ArrayList<>();
        for (int i = 0; i < HEADINGS.size(); i++) {
            bodies.add(sections[i + 1].substring(HEADINGS.get(i).length()));
        }
        String[] items = bodies.get(4).split("(?m)^\\* ", -1);
        if (!items[0].isBlank()) {
            throw new IllegalStateException(resource + ": references must begin with \"* \": " + items[0].strip());
        }
        try {
            return new Prose(
                    line(bodies.get(0)),
                    line(bodies.get(1)),
                    line(bodies.get(2)),
                    line(bodies.get(3)),
                    Arrays.stream(items).skip(1).map(Prose::line).toList());
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(resource + ": " + e.getMessage(), e);
        }
    }

    private static String line(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}

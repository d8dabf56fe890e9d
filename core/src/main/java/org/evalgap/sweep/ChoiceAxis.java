package org.evalgap.sweep;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.evalgap.Parameter;
import org.evalgap.Scenario;

/** Named changes of the scenario. */
final class ChoiceAxis extends Axis {
    private final List<Choice> choices;

    ChoiceAxis(String name, List<Choice> choices) {
        super(name);
        requireSome(name, choices.size());
        ResultNames.requireFree(name);
        Set<String> labels = new HashSet<>();
        for (Choice choice : choices) {
            if (!labels.add(choice.label())) {
                throw new IllegalArgumentException(
                        "axis \"" + name + "\" has the choice \"" + choice.label() + "\" twice; leave one out");
            }
        }
        this.choices = List.copyOf(choices);
    }

    @Override
    public Optional<Parameter> parameter() {
        return Optional.empty();
    }

    @Override
    public int levels() {
        return choices.size();
    }

    @Override
    public String label(int level) {
        return choices.get(level).label();
    }

    @Override
    void moveToLevel(int level, PointDraft point) {
        point.choose(choices.get(level));
    }

    @Override
    boolean leadsTo(Scenario base, Predicate<Scenario> wanted) {
        for (Choice choice : choices) {
            try {
                if (wanted.test(choice.change().apply(base))) {
                    return true;
                }
            } catch (RuntimeException e) {
                // A choice that only another one makes possible, or none: its points tell.
                continue;
            }
        }
        return false;
    }

    @Override
    String canonicalText(Scenario base) {
        StringBuilder text = new StringBuilder(name());
        for (Choice choice : choices) {
            text.append('\n').append(choice.label()).append(": ");
            try {
                text.append(choice.change().apply(base).canonicalText());
            } catch (IllegalArgumentException e) {
                // Such as a change that only another choice makes possible; its points tell what it is.
                text.append(e.getMessage());
            }
        }
        return text.toString();
    }
}

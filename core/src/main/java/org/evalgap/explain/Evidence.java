package org.evalgap.explain;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.evalgap.Parameter;
import org.evalgap.measure.Score;

/**
 * What is to be explained: training runs with their measurements, what is not known of them, and what one wants to know.
 * Immutable.
 *
 * @param name what results are called
 * @param runs at least one, at least one of them with a measurement; names differ
 * @param unknown parameters that are not known, at least one
 * @param learners the learners that may have been at work, at least one
 * @param wanted what is to be predicted, at least one, none twice
 * @param narrow what further measurements should narrow
 * @param candidates further measurements to choose from
 */
public record Evidence(
        String name,
        List<TrainingRun> runs,
        List<Unknown> unknown,
        List<LearnerKind> learners,
        List<Wanted> wanted,
        Wanted narrow,
        List<Candidate> candidates) {
    private static final Map<LearnerKind, List<Parameter>> USUALLY_UNKNOWN = Map.of(
            LearnerKind.KERNEL,
            List.of(
                    Parameter.COMPETENCE,
                    Parameter.BREADTH,
                    Parameter.MEMORIZATION,
                    Parameter.BUDGET,
                    Parameter.INSPIRATION),
            LearnerKind.NETWORK,
            List.of(Parameter.COMPETENCE, Parameter.UPDATES, Parameter.INSPIRATION));

    /**
     * Checks that all names are known and that there is something to explain.
     *
     * @param name what results are called
     * @param runs at least one, at least one of them with a measurement; names differ
     * @param unknown parameters that are not known, at least one
     * @param learners the learners that may have been at work, at least one
     * @param wanted what is to be predicted, at least one, none twice
     * @param narrow what further measurements should narrow
     * @param candidates further measurements to choose from
     * @throws IllegalArgumentException if there is not
     */
    public Evidence {
        runs = List.copyOf(runs);
        unknown = List.copyOf(unknown);
        learners = List.copyOf(learners);
        wanted = List.copyOf(wanted);
        candidates = List.copyOf(candidates);
        if (runs.stream().allMatch(run -> run.observed().isEmpty())) {
            throw new IllegalArgumentException("nothing was observed; give at least one score with its items");
        }
        require(unknown.isEmpty(), "nothing is unknown; give at least one parameter with a prior");
        require(wanted.isEmpty(), "nothing is to be predicted; give at least one measure");
        require(learners.isEmpty(), "no learner is possible");
        Set<String> names = new HashSet<>();
        for (TrainingRun run : runs) {
            require(!names.add(run.name()), "two runs are called " + run.name() + "; give each a name of its own");
        }
        Set<String> parameters = new HashSet<>();
        for (Unknown each : unknown) {
            require(!parameters.add(each.label()), each.label() + " is unknown twice; keep one prior");
            each.run().ifPresent(run -> require(!names.contains(run), "there is no run \"" + run + "\""));
        }
        List<Unknown> all = unknown;
        runs.forEach(run -> run.requireTimes(all));
        require(new HashSet<>(wanted).size() < wanted.size(), "a quantity is to be predicted twice; name it once");
        for (Wanted each : wanted) {
            require(!names.contains(each.run()), "there is no run \"" + each.run() + "\"");
        }
        for (Candidate each : candidates) {
            require(!names.contains(each.run()), "there is no run \"" + each.run() + "\"");
        }
    }

    private static void require(boolean wrong, String problem) {
        if (wrong) {
            throw new IllegalArgumentException(problem);
        }
    }

    /**
     * Evidence of one run, with everything else as it is by default.
     *
     * @param name what results are called
     * @param run the run
     * @param unknown parameters that are not known
     * @return the evidence
     */
    public static Evidence of(String name, TrainingRun run, List<Unknown> unknown) {
        List<TrainingRun> runs = List.of(run);
        return new Evidence(
                name,
                runs,
                unknown,
                List.of(LearnerKind.KERNEL),
                usualWanted(runs),
                new Wanted(Quantity.gain(Score.WORK), run.name(), 0),
                usualCandidates(run));
    }

    /** What one usually wants to know: gains that were not measured, and what the public gain is worth. */
    static List<Wanted> usualWanted(List<TrainingRun> runs) {
        TrainingRun last = lastObserved(runs);
        List<Wanted> wanted = new ArrayList<>();
        for (String label : List.of("workGain", "impactGain", "freshGain", "inflation", "transfer", "disconnect")) {
            Quantity quantity = Quantity.labelled(label).orElseThrow();
            wanted.add(new Wanted(quantity, last.name(), 0));
        }
        return wanted;
    }

    static List<Candidate> usualCandidates(TrainingRun run) {
        List<Candidate> candidates = new ArrayList<>();
        for (String label : List.of("publicScore", "freshScore", "workScore", "impactScore")) {
            candidates.add(new Candidate(Quantity.labelled(label).orElseThrow(), run.name(), 200));
        }
        return candidates;
    }

    static TrainingRun lastObserved(List<TrainingRun> runs) {
        TrainingRun last = runs.get(0);
        for (TrainingRun run : runs) {
            last = run.observed().isEmpty() ? last : run;
        }
        return last;
    }

    /** What is usually not known of a lab, less what is. */
    static List<Unknown> usualUnknown(Set<Parameter> known, List<LearnerKind> learners) {
        return learners.stream()
                .flatMap(learner -> Objects.requireNonNull(USUALLY_UNKNOWN.get(learner)).stream())
                .distinct()
                .filter(parameter -> !known.contains(parameter))
                .map(parameter -> Unknown.of(parameter, Prior.byDefault(parameter)))
                .toList();
    }

    /** The place of a run. */
    int indexOf(String run) {
        for (int i = 0; i < runs.size(); i++) {
            if (runs.get(i).name().equals(run)) {
                return i;
            }
        }
        throw new IllegalArgumentException("there is no run \"" + run + "\"");
    }

    /**
     * The same with other runs.
     *
     * @param others in place of the runs
     * @return the copy
     */
    public Evidence withRuns(List<TrainingRun> others) {
        return new Evidence(name, others, unknown, learners, wanted, narrow, candidates);
    }

    /**
     * The same with other quantities to predict.
     *
     * @param others in place of those wanted
     * @return the copy
     */
    public Evidence withWanted(List<Wanted> others) {
        return new Evidence(name, runs, unknown, learners, others, narrow, candidates);
    }

    /**
     * The same with other measurements to choose from.
     *
     * @param goal what they should narrow
     * @param others in place of the candidates; may be empty
     * @return the copy
     */
    public Evidence withCandidates(Wanted goal, List<Candidate> others) {
        return new Evidence(name, runs, unknown, learners, wanted, goal, others);
    }
}

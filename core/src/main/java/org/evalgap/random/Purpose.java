package org.evalgap.random;

/**
 * What a stream of random numbers is for. Numbers are frozen: changing one changes every result that was ever published
 * with it, so a new purpose takes a new number and an abandoned one is never given again.
 */
public enum Purpose {
    /** Component of the mixture an item of the eval comes from. */
    PUBLIC_COMPONENT(1),
    /** Coordinates of public items. */
    PUBLIC_POSITION(2),
    /** Difficulty of public items. */
    PUBLIC_DIFFICULTY(3),
    /** As {@link #PUBLIC_COMPONENT}, for fresh items. */
    FRESH_COMPONENT(4),
    /** Coordinates of fresh items. */
    FRESH_POSITION(5),
    /** Difficulty of fresh items. */
    FRESH_DIFFICULTY(6),
    /** As {@link #PUBLIC_COMPONENT}, for work tasks. */
    WORK_COMPONENT(7),
    /** Coordinates of work tasks. */
    WORK_POSITION(8),
    /** Difficulty of work tasks. */
    WORK_DIFFICULTY(9),
    /** Whether an environment takes inspiration from the eval. */
    INSPIRATION(10),
    /** Which public item an environment takes inspiration from. */
    INSPIRING_ITEM(11),
    /** How far an inspired environment departs from its item. */
    DEPARTURE(12),
    /** As {@link #PUBLIC_COMPONENT}, for what the designer imagines. */
    DESIGNER_COMPONENT(13),
    /** Coordinates of what the designer imagines. */
    DESIGNER_POSITION(14),
    /** Difficulty of what the designer imagines. */
    DESIGNER_DIFFICULTY(15),
    /** Keys of drawing without replacement from an explicit eval. */
    EXPLICIT_EVAL_KEY(16),
    /** Dealing of drawn explicit items to the public and the fresh set. */
    EXPLICIT_EVAL_DEAL(17),
    /** Response noise of reported scores. */
    RESPONSE(18),
    /** Actions of sampled training. */
    ACTION(19),
    /** Statistical procedures of the estimate package. */
    ESTIMATE(20),
    /** Processes of the study package. */
    STUDY(21),
    /** Points of sweep designs. */
    DESIGN(22),
    /** Resampling for bootstrap intervals. */
    BOOTSTRAP(23),
    /** Whatever a designer of one's own draws. */
    OWN_DESIGN(24),
    /** What a learner of one's own draws before it is trained. */
    OWN_START(25),
    /** What a learner of one's own draws in training. */
    OWN_LESSON(26),
    /** The random field that tells which answers are right. */
    ANSWER_FIELD(27),
    /** The weights with which a network begins. */
    NETWORK_START(28),
    /** Batches and episodes of a network's training. */
    NETWORK_LESSON(29),
    /** Component of the mixture a task of pretraining comes from. */
    PRETRAINING_COMPONENT(30),
    /** Coordinates of tasks of pretraining. */
    PRETRAINING_POSITION(31),
    /** Difficulty of tasks of pretraining. */
    PRETRAINING_DIFFICULTY(32),
    /** What a submission is told. */
    ANNOUNCEMENT(41),
    /** Results on what labs see, where they are compared. */
    SEEN_RESPONSE(42),
    /** Seeds of the labs on a board, beyond the first. */
    LAB(43),
    /** Whether an environment is taken from another lab, and which. */
    COPYING(44),
    /** Points of the posterior of the explain package. */
    EXPLAIN(71);

    private final long number;

    Purpose(long number) {
        this.number = number;
    }

    long number() {
        return number;
    }
}

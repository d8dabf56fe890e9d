package org.evalgap.internal.network;

/** What a critic takes an episode to be worth after t right decisions of H, and none wrong. */
public enum ValueFunction {
    /** 1: whoever goes on as an expert would is going to succeed. */
    EXPERT,

    /** q^(H − t): the policy's own chance. It leaves the expected gradient as it is and only ends lost episodes early. */
    OWN,

    /** What the environment's own episodes have taught so far, by temporal differences. */
    LEARNED
}

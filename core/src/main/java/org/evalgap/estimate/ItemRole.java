package org.evalgap.estimate;

/** Which half of a comparison an item belongs to. */
public enum ItemRole {
    /** An item of the public eval, which models may have been trained for. */
    PUBLIC,
    /** An item that nobody has seen. */
    FRESH
}

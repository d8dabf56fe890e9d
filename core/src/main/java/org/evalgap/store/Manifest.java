package org.evalgap.store;

/**
 * What a store keeps about where its results come from, beside what it finds out itself: the time, the JDK, the cores.
 *
 * @param plan the text of the plan as its author wrote it; may be empty
 * @param command the command or program that simulates; may be empty
 * @param version the version of that program; may be empty
 * @param gitCommit the commit that it was built from; may be empty
 */
public record Manifest(String plan, String command, String version, String gitCommit) {
    /**
     * A manifest that says nothing.
     *
     * @return empty texts
     */
    public static Manifest empty() {
        return new Manifest("", "", "", "");
    }
}

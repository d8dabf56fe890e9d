package org.evalgap.reading;

/**
 * An entry of a plan or scenario that cannot be used, with the path that leads to it, such as {@code scenario.inspiration}
 * or {@code vary.breadth[2]}. Whoever read the entries from a file can turn the path into a line.
 */
public final class EntryException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** Where the entry stands. */
    private final String path;

    /** What is wrong with it. */
    private final String problem;

    /** Whether it is the key that is wrong, not its value. */
    private final boolean aboutKey;

    private EntryException(String path, String problem, boolean aboutKey) {
        super((path.isEmpty() ? "" : path + ": ") + problem);
        this.path = path;
        this.problem = problem;
        this.aboutKey = aboutKey;
    }

    /**
     * A value that cannot be used.
     *
     * @param path where the value stands; empty for the whole
     * @param problem what is wrong, the value, the legal range, what to do
     * @return the exception
     */
    public static EntryException ofValue(String path, String problem) {
        return new EntryException(path, problem, false);
    }

    /**
     * A key that does not belong where it stands.
     *
     * @param path where the key stands, itself included
     * @param problem what is wrong, what to do
     * @return the exception
     */
    public static EntryException ofKey(String path, String problem) {
        return new EntryException(path, problem, true);
    }

    /**
     * The path of an entry of a map.
     *
     * @param path path of the map; empty at the top
     * @param key the entry's key
     * @return the entry's path
     */
    public static String child(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /**
     * The path of an element of a list.
     *
     * @param path path of the list
     * @param index of the element, from 0
     * @return the element's path
     */
    public static String element(String path, int index) {
        return path + "[" + index + "]";
    }

    /**
     * Where it is.
     *
     * @return the path
     */
    public String path() {
        return path;
    }

    /**
     * What is wrong, without the path.
     *
     * @return one sentence
     */
    public String problem() {
        return problem;
    }

    /**
     * Whether the key itself is wrong, not its value.
     *
     * @return true for a key
     */
    public boolean aboutKey() {
        return aboutKey;
    }
}

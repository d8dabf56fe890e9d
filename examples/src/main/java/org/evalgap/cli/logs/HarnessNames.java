package org.evalgap.cli.logs;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the names of files of lm-evaluation-harness say: {@code model/samples_TASK_DATE.jsonl} beside {@code results_DATE.json}. */
final class HarnessNames {
    private static final Pattern NAME = Pattern.compile(
            "(?<head>.*)_(?<date>\\d{4}-\\d{2}-\\d{2}T\\d{2}-\\d{2}-\\d{2}(\\.\\d+)?)\\.jsonl?(\\.gz)?");

    private HarnessNames() {}

    /** When the run ended, as text that sorts by time; empty where the name has no date. */
    static String date(Path file) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        return name.matches() ? name.group("date") : "";
    }

    /** The task whose samples a file holds; the whole name where it is not as the harness writes it. */
    static String task(Path file) {
        String plain = String.valueOf(file.getFileName()).replaceFirst("(\\.jsonl|\\.ndjson)(\\.gz)?$", "");
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        String head = name.matches() ? name.group("head") : plain;
        return head.startsWith("samples_") ? head.substring("samples_".length()) : head;
    }

    /** The model by which the harness named the folder, with the slash that it replaced. */
    static String folder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? "" : String.valueOf(folder.getFileName()).replaceFirst("__", "/");
    }

    /** Files of one run have this in common. */
    static String run(Path file) {
        return file.toAbsolutePath().getParent() + "\n" + date(file);
    }
}

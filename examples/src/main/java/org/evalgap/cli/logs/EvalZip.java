package org.evalgap.cli.logs;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.evalgap.cli.input.InputException;

/**
 * A log of inspect_ai as a zip file. Its directory says where the header is, and where the summaries of samples; the samples
 * themselves, which are long, are read only where nothing else tells their scores.
 */
final class EvalZip {
    private static final String HEADER = "header.json";
    private static final String START = "_journal/start.json";
    private static final String SUMMARIES = "summaries.json";

    private final Path file;
    private final ZipFile zip;
    private final Budget budget;
    private final InspectLog log;

    private EvalZip(Path file, ZipFile zip, long size) {
        this.file = file;
        this.zip = zip;
        this.budget = new Budget(file, size);
        this.log = new InspectLog(file);
    }

    /** Reads the run of a file; of tasks that nobody asked for the header alone. */
    static Run read(Path file, Predicate<String> wanted) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return new EvalZip(file, zip, Files.size(file)).run(wanted);
        } catch (ZipException e) {
            String reason = String.valueOf(e.getMessage());
            throw new InputException(
                    reason.contains("compression method")
                            ? file + ": packed by a method that is not read here (" + reason + "); write it as .json"
                            : file + ": no whole zip file (" + reason
                                    + "); it was cut off or damaged on its way; copy it anew");
        } catch (IOException e) {
            throw LogJson.damaged(file.toString(), e);
        } catch (IllegalArgumentException e) {
            // Names of entries that are no text.
            throw new InputException(file + ": a damaged zip file (" + e.getMessage() + "); copy it anew");
        }
    }

    private Run run(Predicate<String> wanted) throws IOException {
        if (zip.getEntry(HEADER) != null) {
            read(HEADER, this::parts);
        } else if (zip.getEntry(START) != null) {
            read(START, this::parts);
        } else {
            throw new NoLogException(file + ": a zip file without " + HEADER + "; no log of inspect_ai");
        }
        log.requireVersion();
        if (wanted.test(log.task())) {
            samples();
        }
        return log.run();
    }

    private void parts(JsonParser parser) throws IOException {
        parser.nextToken();
        if (parser.currentToken() == null) {
            throw new InputException(file + ": its header is empty; the log was cut off");
        }
        LogJson.fields(parser, log::part);
    }

    private void samples() throws IOException {
        if (zip.getEntry(SUMMARIES) != null) {
            read(SUMMARIES, this::summaries);
        } else {
            for (String name : entries("_journal/summaries/")) {
                read(name, this::summaries);
            }
        }
        if (!log.hasSamples()) {
            for (String name : entries("samples/")) {
                read(name, this::sample);
            }
        }
        if (!log.hasSamples() && zip.getEntry("reductions.json") != null) {
            read("reductions.json", parser -> {
                if (parser.nextToken() != null) {
                    log.reductions(parser);
                }
            });
        }
    }

    private void summaries(JsonParser parser) throws IOException {
        if (parser.nextToken() != null) {
            log.samples(parser);
        }
    }

    private void sample(JsonParser parser) throws IOException {
        if (parser.nextToken() != null) {
            log.sample(parser);
        }
    }

    /** Names of JSON below a folder of the zip file, short ones first, so that 10 is behind 9. */
    private List<String> entries(String folder) {
        return zip.stream()
                .map(ZipEntry::getName)
                .filter(name -> name.startsWith(folder) && name.endsWith(".json"))
                .sorted(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    private void read(String name, LogJson.Reading reading) throws IOException {
        LogJson.read(file + ", " + name, budget.charge(zip.getInputStream(zip.getEntry(name))), reading);
    }
}

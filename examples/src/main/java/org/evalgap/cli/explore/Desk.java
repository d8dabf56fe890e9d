package org.evalgap.cli.explore;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.evalgap.Outcome;
import org.evalgap.cli.output.Tree;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions. Of a page's questions only the newest matters: an older one is stopped when a newer one comes, so that none
 * of them queue while somebody drags. What was drawn for a question is kept for the next one of the page.
 */
final class Desk implements AutoCloseable {
    private static final int MOST_PAGES = 8;
    private static final double NANOS_A_MILLI = 1e6;

    /** A page's work, done by one thread at a time. */
    private static final class Sheet {
        /** Which question is the newest; guarded by the desk. */
        private volatile long newest;

        private @Nullable Point point;
        private @Nullable Replicates<Outcome> atPoint;
        private @Nullable Along along;
        private @Nullable Replicates<List<Outcome>> atLevels;
    }

    private final long seed;

    /** Twice as many as there are processors: a replicate that nobody waits for any more cannot be stopped. */
    private final ExecutorService helpers = Executors.newFixedThreadPool(
            2 * Runtime.getRuntime().availableProcessors(), daemons("evalgap-explore-replicates"));

    /** By page, the least recently asked first. */
    private final Map<String, Sheet> sheets = new LinkedHashMap<>(MOST_PAGES, 0.75f, true);

    private long asked;

    Desk(long seed) {
        this.seed = seed;
    }

    /** Threads that hold up no end. */
    static ThreadFactory daemons(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread made = new Thread(task, name + "-" + number.incrementAndGet());
            made.setDaemon(true);
            return made;
        };
    }

    /** What comes out; {@code {"superseded": true}} where a newer question of the page came while this one was worked on. */
    Map<String, @Nullable Object> answer(Question question) {
        Sheet sheet;
        long number;
        synchronized (sheets) {
            sheet = sheets.computeIfAbsent(question.page(), page -> new Sheet());
            number = ++asked;
            sheet.newest = number;
            if (sheets.size() > MOST_PAGES) {
                String oldest = sheets.keySet().iterator().next();
                sheets.remove(oldest).newest = -1;
            }
        }
        try {
            synchronized (sheet) {
                return worked(sheet, question, number);
            }
        } catch (CancellationException e) {
            return Tree.of("superseded", true);
        }
    }

    private Map<String, @Nullable Object> worked(Sheet sheet, Question question, long number) {
        long began = System.nanoTime();
        if (sheet.newest != number) {
            throw new CancellationException();
        }
        Point point = sheet.point;
        Replicates<Outcome> atPoint = sheet.atPoint;
        if (point == null || atPoint == null || !point.scenario().equals(question.scenario())) {
            point = new Point(question.scenario(), seed);
            atPoint = new Replicates<>(point);
            sheet.point = point;
            sheet.atPoint = atPoint;
        }
        Along along = sheet.along;
        Replicates<List<Outcome>> atLevels = sheet.atLevels;
        if (along == null || atLevels == null || !along.isOf(question.scenario())) {
            along = new Along(question.scenario(), seed);
            atLevels = new Replicates<>(along);
            sheet.along = along;
            sheet.atLevels = atLevels;
        }
        int n = question.replicates();
        BooleanSupplier stopped = () -> sheet.newest != number;
        Map<String, @Nullable Object> answer =
                Tree.of("replicates", n, "point", Point.tree(atPoint.first(n, helpers, stopped)));
        if (question.response()) {
            answer.put("response", Along.tree(atLevels.first(n, helpers, stopped)));
        }
        Copies copies = new Copies(question.scenario(), seed, n);
        answer.put("copies", Tree.of("command", copies.command(), "java", copies.java(), "plan", copies.plan()));
        answer.put("millis", (System.nanoTime() - began) / NANOS_A_MILLI);
        return answer;
    }

    /** Stops everything. */
    @Override
    public void close() {
        synchronized (sheets) {
            sheets.values().forEach(sheet -> sheet.newest = -1);
            sheets.clear();
        }
        helpers.shutdownNow();
    }
}

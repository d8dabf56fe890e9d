package org.evalgap.cli.command;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.evalgap.sweep.run.Cancellation;

/**
 * Ctrl-C, and any other gentle end of the JVM: asks for cancellation, and holds the end back for the moment that it takes to
 * write down what is finished.
 */
final class Interruption implements AutoCloseable {
    /** A database may take a second or two to write down what it has. */
    private static final long PATIENCE_MILLIS = 5000;

    private final Runnable lastWords;
    private final Cancellation cancellation = new Cancellation();
    private final CountDownLatch written = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "evalgap-interruption");

    /**
     * Listens from now on.
     *
     * @param lastWords says what is to be said if writing takes too long to be waited for
     */
    Interruption(Runnable lastWords) {
        this.lastWords = lastWords;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void stop() {
        cancellation.cancel();
        try {
            if (!written.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                lastWords.run();
                Runtime.getRuntime().halt(ExitCode.STOPPED);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is told when the JVM is about to end. */
    Cancellation cancellation() {
        return cancellation;
    }

    /** Everything is written: the JVM may end. */
    @Override
    public void close() {
        written.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending already, which is what the hook was for.
            cancellation.cancel();
        }
    }
}

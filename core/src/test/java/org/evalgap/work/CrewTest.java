package org.evalgap.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.evalgap.work.Crew.Hand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads that do pieces: who they are, what comes back, and how they go home. */
@Timeout(60)
class CrewTest {
    private static final long PATIENCE = 10_000;

    private final Set<Thread> seen = ConcurrentHashMap.newKeySet();

    /** Squares a number, and remembers on which thread. */
    private Hand<Integer, Integer> squares() {
        return (piece, stopped) -> {
            seen.add(Thread.currentThread());
            return piece * piece;
        };
    }

    @Test
    void everyPieceIsDoneOnceByThreadsThatKeepNoProgramFromEnding() throws InterruptedException {
        List<Integer> results = new ArrayList<>();
        try (Workers<Integer, Integer> crew = new Crew<>("squares", 3, this::squares)) {
            assertThat(crew.size()).isEqualTo(3);
            assertThat(crew.ahead()).as("two more than each works on").isEqualTo(9);
            assertThat(crew.far()).isFalse();
            for (int i = 0; i < 20; i++) {
                crew.give(i);
            }
            for (int i = 0; i < 20; i++) {
                results.add(crew.await(PATIENCE));
            }
            assertThat(crew.await(0)).as("all are done").isNull();
        }
        assertThat(results)
                .containsExactlyInAnyOrder(
                        0, 1, 4, 9, 16, 25, 36, 49, 64, 81, 100, 121, 144, 169, 196, 225, 256, 289, 324, 361);
        assertThat(seen).isNotEmpty().allMatch(Thread::isDaemon);
        assertThat(seen).allMatch(thread -> thread.getName().matches("squares-[012]"));
    }

    /** Each thread has a hand of its own, made before any of them begins. */
    @Test
    void everyThreadHasItsOwnHand() throws InterruptedException {
        CountDownLatch together = new CountDownLatch(2);
        List<Integer> hands = new ArrayList<>();
        Supplier<Hand<String, Integer>> supply = () -> {
            int number = hands.size();
            hands.add(number);
            return (piece, stopped) -> {
                together.countDown();
                await(together);
                return number;
            };
        };
        try (Workers<String, Integer> crew = new Crew<>("own", 2, supply)) {
            assertThat(hands).containsExactly(0, 1);
            crew.give("a");
            crew.give("b");
            assertThat(List.of(crew.await(PATIENCE), crew.await(PATIENCE))).containsExactlyInAnyOrder(0, 1);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE, TimeUnit.MILLISECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whatWorkCannotGoOnAfterIsThrownAsItWas() throws InterruptedException {
        Supplier<Hand<Throwable, String>> supply = () -> (piece, stopped) -> {
            if (piece instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) piece;
        };
        try (Workers<Throwable, String> crew = new Crew<>("fatal", 1, supply)) {
            for (Throwable fatal : List.of(new IllegalStateException("no"), new OutOfMemoryError("full"))) {
                crew.give(fatal);
                assertThatThrownBy(() -> crew.await(PATIENCE)).isSameAs(fatal);
            }
            crew.give(new UnsupportedOperationException("still there"));
            assertThatThrownBy(() -> crew.await(PATIENCE)).hasMessage("still there");
        }
    }

    /** Nobody interrupts the first piece before it has begun; the second one is dropped. */
    @Test
    void whoeverIsSentHomeStopsAndBeginsNothingMore() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch stoppedOnce = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        Supplier<Hand<String, String>> supply = () -> (piece, stopped) -> {
            threads.add(Thread.currentThread());
            assertThat(stopped.getAsBoolean()).isFalse();
            begun.countDown();
            // As if the interruption went unnoticed: what ends the thread is that the crew is closed.
            while (!(stopped.getAsBoolean() && Thread.interrupted())) {
                Thread.onSpinWait();
            }
            stoppedOnce.countDown();
            return null;
        };
        Workers<String, String> crew = new Crew<>("stopped", 1, supply);
        crew.give("long");
        crew.give("never");
        await(begun);
        crew.close();
        await(stoppedOnce);
        threads.get(0).join(PATIENCE);
        assertThat(threads.get(0).isAlive()).isFalse();
        assertThat(threads).hasSize(1);
        assertThat(crew.await(0)).as("nothing came of it").isNull();
    }

    /** A thread that waits for a piece is woken when it is sent home. */
    @Test
    void whoeverWaitsGoesHomeToo() throws InterruptedException {
        Workers<Integer, Integer> crew = new Crew<>("waiting", 1, this::squares);
        crew.give(3);
        assertThat(crew.await(PATIENCE)).isEqualTo(9);
        Thread thread = seen.iterator().next();
        crew.close();
        thread.join(PATIENCE);
        assertThat(thread.isAlive()).isFalse();
    }
}

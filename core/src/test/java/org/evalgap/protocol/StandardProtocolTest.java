package org.evalgap.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which items are scored and seen, release by release; written out by hand from MODEL.md, section 15. */
class StandardProtocolTest {
    private static int[] scored(Protocol protocol) {
        return IntStream.range(0, 6).map(protocol::scored).toArray();
    }

    private static int[] published(Protocol protocol) {
        return IntStream.range(0, 6).map(protocol::published).toArray();
    }

    @Test
    void contentsAreSeenWhenTheProtocolSaysSo() {
        assertThat(published(StandardProtocol.open())).containsExactly(1, 1, 1, 1, 1, 1);
        assertThat(published(StandardProtocol.privately())).containsExactly(0, 0, 0, 0, 0, 0);
        assertThat(published(StandardProtocol.retiring(2))).containsExactly(0, 0, 1, 1, 2, 2);
        assertThat(published(StandardProtocol.retiring(1))).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(published(StandardProtocol.delayed(2))).containsExactly(0, 0, 1, 1, 1, 1);
        assertThat(published(StandardProtocol.open().rotating(2))).containsExactly(1, 1, 2, 2, 3, 3);
        assertThat(published(StandardProtocol.delayed(1).rotating(2))).containsExactly(0, 1, 1, 2, 2, 3);
        assertThat(published(StandardProtocol.delayed(3).rotating(2))).containsExactly(0, 0, 0, 1, 1, 2);
        assertThat(published(StandardProtocol.privately().rotating(2))).containsExactly(0, 0, 0, 0, 0, 0);
    }

    @Test
    void aRotatingSetIsReplacedEverySoManyReleases() {
        assertThat(scored(StandardProtocol.open())).containsExactly(0, 0, 0, 0, 0, 0);
        assertThat(scored(StandardProtocol.retiring(1))).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(scored(StandardProtocol.retiring(2))).containsExactly(0, 0, 1, 1, 2, 2);
        assertThat(scored(StandardProtocol.privately().rotating(4))).containsExactly(0, 0, 0, 0, 1, 1);
    }

    @Test
    void resultsAreSeenWhereAllIsOpen() {
        assertThat(StandardProtocol.open().rotating(2).limited(1).showsResults())
                .isTrue();
        assertThat(StandardProtocol.delayed(1).showsResults()).isFalse();
        assertThat(StandardProtocol.retiring(1).showsResults()).isFalse();
        assertThat(StandardProtocol.privately().showsResults()).isFalse();
    }

    @Test
    void namesSayEverything() {
        assertThat(StandardProtocol.open().name()).isEqualTo("open");
        assertThat(StandardProtocol.retiring(2).limited(3).name()).isEqualTo("rotating 2 + limited 3");
        assertThat(StandardProtocol.open().rotating(2)).hasToString("open + rotating 2");
        assertThat(StandardProtocol.delayed(2)
                        .rotating(3)
                        .telling(Telling.ladder())
                        .name())
                .isEqualTo("delayed 2 + rotating 3 + ladder free");
        assertThat(StandardProtocol.open())
                .isNotEqualTo(StandardProtocol.privately())
                .isNotEqualTo("open");
    }

    @Test
    void contradictionsAreRefusedByName() {
        StandardProtocol ladder = StandardProtocol.privately().telling(Telling.ladder(0.01));
        assertThatThrownBy(() -> ladder.telling(Telling.thresholdout(0.1, 0.1, 1)))
                .hasMessage(
                        "ladder 0.01 and thresholdout 0.1 0.1 1 contradict each other: both say which score is told;"
                                + " keep one of them");
        assertThatThrownBy(() -> ladder.telling(Telling.ladder())).hasMessageContaining("ladder 0.01 and ladder free");
        StandardProtocol noisy = StandardProtocol.retiring(1).telling(Telling.noisy(0.1));
        assertThatThrownBy(() -> noisy.telling(Telling.thresholdout(0.1, 0.1, 1)))
                .hasMessageContaining("thresholdout adds noise of its own");
        Telling thresholdout = Telling.thresholdout(0.1, 0.1, 1);
        assertThatThrownBy(() -> StandardProtocol.open().telling(thresholdout).requireConsistent())
                .hasMessageContaining("thresholdout and open contradict each other");
        assertThatThrownBy(
                        () -> StandardProtocol.privately().telling(thresholdout).requireConsistent())
                .hasMessageContaining("private shows labs nothing; add rotating");
        assertThatThrownBy(
                        () -> StandardProtocol.delayed(1).telling(thresholdout).requireConsistent())
                .hasMessageContaining("delayed 1");
        StandardProtocol.delayed(1).rotating(2).telling(thresholdout).requireConsistent();
        StandardProtocol.retiring(2).telling(thresholdout).requireConsistent();
        assertThatThrownBy(() -> StandardProtocol.retiring(0))
                .hasMessage("rotating must be a whole number of releases, at least 1: 0");
        assertThatThrownBy(() -> StandardProtocol.open().limited(0)).hasMessageContaining("limited");
        assertThatThrownBy(() -> StandardProtocol.delayed(-1)).hasMessageContaining("delayed");
    }
}

package org.evalgap.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ResourcesTest {
    /** A class file begins with the bytes CA FE BA BE, which no text in UTF-8 does. */
    @Test
    void whatIsNoTextOrNotThereIsRefusedByName() {
        assertThatThrownBy(() -> Resources.text(Names.class, "Names.class"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("cannot read Names.class");
        assertThatThrownBy(() -> Resources.text(Names.class, "none.md"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("none.md");
    }

    @Test
    void aTextIsReadWhole() throws IOException {
        String file = "/org/evalgap/study/emotions.md";
        assertThat(Resources.text(Names.class, file)).isEqualTo(Files.readString(Path.of("src/main/resources" + file)));
    }
}

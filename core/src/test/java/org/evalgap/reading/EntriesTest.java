package org.evalgap.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of every type at every place that asks for another one. */
class EntriesTest {
    /** The decimals of YAML 1.2's core schema, section 10.3.2; values by hand. */
    @ParameterizedTest
    @CsvSource({"1e3, 1000", "+2, 2", "-2.5, -2.5", "3., 3", ".5, 0.5", "1.5E-1, 0.15", "007, 7", "1e+2, 100"})
    void aDecimalTextIsANumber(String text, double number) {
        assertThat(Entries.number(text, "p")).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "e3", "1e", "0x10", "1f", "1 ", "Infinity", "NaN", "1e999", "--1", "1_000"})
    void anyOtherTextIsNone(String text) {
        assertThat(refusedNumber(text)).hasMessage("p: must be a finite number: \"" + text + "\"");
    }

    @Test
    void numbersOfEveryTypeAreNumbersIfTheyAreFinite() {
        assertThat(Entries.number(BigInteger.TEN, "p")).isEqualTo(10);
        assertThat(Entries.number(1.5f, "p")).isEqualTo(1.5);
        assertThat(refusedNumber(BigInteger.TEN.pow(400))).hasMessageContaining("must be a finite number: 1000");
        assertThat(refusedNumber(Double.NEGATIVE_INFINITY)).hasMessage("p: must be a finite number: -Infinity");
    }

    /** 40 characters are shown whole, and of more the first 39; what breaks a line is a space. */
    @Test
    void whatIsShownIsShort() {
        assertThat(refusedNumber(null)).hasMessage("p: must be a finite number: nothing is given");
        assertThat(refusedNumber(Map.of())).hasMessage("p: must be a finite number: a map");
        assertThat(refusedNumber(List.of())).hasMessage("p: must be a finite number: an empty list");
        assertThat(refusedNumber(List.of(1))).hasMessage("p: must be a finite number: a list");
        assertThat(refusedNumber(true)).hasMessage("p: must be a finite number: true");
        String forty = "x".repeat(40);
        assertThat(refusedNumber(forty)).hasMessage("p: must be a finite number: \"" + forty + "\"");
        assertThat(refusedNumber(forty + "x")).hasMessage("p: must be a finite number: \"" + "x".repeat(39) + "…\"");
        assertThat(refusedNumber("a\r\nb\nc")).hasMessage("p: must be a finite number: \"a b c\"");
    }

    private static EntryException refusedNumber(@Nullable Object value) {
        return catchThrowableOfType(EntryException.class, () -> Entries.number(value, "p"));
    }

    @Test
    void textsListsAndMapsAreWhatTheyAre() {
        assertThat(Entries.text("a b", "p")).isEqualTo("a b");
        assertThat(catchThrowableOfType(EntryException.class, () -> Entries.text(" ", "p")))
                .hasMessage("p: must be a text: \" \"");
        assertThat(Entries.list(List.of(1, "b"), "p")).isEqualTo(List.of(1, "b"));
        assertThat(catchThrowableOfType(EntryException.class, () -> Entries.list("a", "p")))
                .hasMessage("p: must be a list of at least one element: \"a\"");
        assertThat(Entries.map(Map.of(1, "b"), "p")).isEqualTo(Map.of("1", "b"));
    }

    @Test
    void anUnknownKeyIsNamedWithTheOneThatWasMeant() {
        Entries.requireKnown(Map.of("spread", 1), List.of("spread", "mean"), "p");
        EntryException unknown = catchThrowableOfType(
                EntryException.class, () -> Entries.requireKnown(Map.of("sprad", 1), List.of("mean", "spread"), "p"));
        assertThat(unknown)
                .hasMessage("p.sprad: unknown key \"sprad\"; did you mean \"spread\"?")
                .returns("p.sprad", EntryException::path)
                .returns("unknown key \"sprad\"; did you mean \"spread\"?", EntryException::problem)
                .matches(EntryException::aboutKey);
        assertThat(Entries.suggestion("sprad", List.of("mean", "spread"))).isEqualTo("; did you mean \"spread\"?");
        assertThat(Entries.suggestion("width", List.of("mean", "spread"))).isEqualTo(".");
    }

    @Test
    void atTheTopAPathIsTheKeyAlone() {
        assertThat(EntryException.child("", "a")).isEqualTo("a");
        assertThat(EntryException.child(EntryException.element("a.b", 2), "c")).isEqualTo("a.b[2].c");
        assertThat(EntryException.ofValue("", "wrong")).hasMessage("wrong").returns("", EntryException::path);
    }
}

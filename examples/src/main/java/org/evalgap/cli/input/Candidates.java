package org.evalgap.cli.input;

import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.Stream;
import org.evalgap.Parameter;
import org.evalgap.Preset;
import org.evalgap.Word;
import org.evalgap.study.Studies;
import org.evalgap.study.frame.Study;

/** What a shell may complete where a command wants a name; all from the declarations. */
public final class Candidates {
    private Candidates() {}

    /** Names of presets. */
    public static final class Presets implements Iterable<String> {
        /** All of them. */
        public Presets() {}

        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Preset.values()).map(Preset::label).iterator();
        }
    }

    /** Names of parameters and words of scenarios, ready for a value. */
    public static final class Parameters implements Iterable<String> {
        /** All of them. */
        public Parameters() {}

        @Override
        public Iterator<String> iterator() {
            return Stream.concat(
                            Arrays.stream(Parameter.values()).map(Parameter::label),
                            Arrays.stream(Word.values()).map(Word::label))
                    .map(name -> name + "=")
                    .iterator();
        }
    }

    /** Names of studies. */
    public static final class StudyNames implements Iterable<String> {
        /** All of them. */
        public StudyNames() {}

        @Override
        public Iterator<String> iterator() {
            return Studies.all().stream().map(Study::name).iterator();
        }
    }
}

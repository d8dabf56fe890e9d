package org.evalgap.cli.input;

import java.nio.file.Path;
import org.evalgap.explain.Evidence;
import org.evalgap.explain.EvidenceReader;
import org.evalgap.reading.ScenarioReader;

/** Evidence in a file of YAML or JSON. */
public final class EvidenceFile {
    private EvidenceFile() {}

    /**
     * Reads a file. Files of tasks that it names are looked for beside it.
     *
     * @param file the path of the file
     * @return the evidence
     * @throws InputException if the file cannot be used
     */
    public static Evidence read(Path file) {
        return of(PlanFile.read(file), TaskTable.beside(file));
    }

    static Evidence of(PlanFile file, ScenarioReader.TaskFiles tables) {
        EvidenceReader reader = EvidenceReader.of(ScenarioReader.withDefaults().withTaskFiles(tables));
        String name = String.valueOf(file.path().getFileName());
        return file.read(entries -> reader.read(entries, name.replaceFirst("\\.[a-z]+$", "")));
    }
}

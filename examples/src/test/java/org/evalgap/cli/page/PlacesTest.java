package org.evalgap.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages are sent around: how they were made is told without the folders of the machine that made them. */
class PlacesTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "evalgap explain /home/anna/x.yaml --report /tmp/out, evalgap explain x.yaml --report out",
                "evalgap explain --store=/home/anna/w.duckdb x.yaml, evalgap explain --store=w.duckdb x.yaml",
                "evalgap explain '/home/anna k/my file.yaml' --report ../../anna/out/, evalgap explain 'my file.yaml' --report out/",
                "evalgap sweep ~/plans/a.yaml --set budget=8, evalgap sweep a.yaml --set budget=8",
                "evalgap sweep 'C:\\Users\\Anna K\\a.yaml', evalgap sweep 'a.yaml'",
                "evalgap sweep a.yaml --store jdbc:h2:/home/anna/w, evalgap sweep a.yaml --store jdbc:h2:w",
                // What begins where the command was called, addresses, and what is no path.
                "evalgap sweep examples/plans/a.yaml --out s3://bucket/x, evalgap sweep examples/plans/a.yaml --out s3://bucket/x",
                "evalgap sweep a.yaml --store jdbc:postgresql://host:5432/db, evalgap sweep a.yaml --store jdbc:postgresql://host:5432/db",
                "evalgap explain x.yaml --keep 'inflation<=0.02' /, evalgap explain x.yaml --keep 'inflation<=0.02' /"
            })
    void commandsAreToldWithoutFolders(String typed, String told) {
        assertThat(Page.withoutPlaces(typed)).isEqualTo(told);
    }
}

package org.evalgap.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.stream.Stream;

/** The rooms of the command line: who knows whom, and which library stands in which room. */
@AnalyzeClasses(
        packages = {"org.evalgap.cli", "org.evalgap.examples"},
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "org.evalgap.cli";
    private static final String PROGRAMS = "org.evalgap.examples..";

    private static String name(String room) {
        return ROOT + "." + room + "..";
    }

    private static ArchRule onlyKnows(String room, String... others) {
        String[] strangers = Stream.concat(
                        Stream.of(ROOT, PROGRAMS),
                        Stream.of(
                                        "command",
                                        "explore",
                                        "page",
                                        "picture",
                                        "text",
                                        "audit",
                                        "suite",
                                        "estimate",
                                        "logs",
                                        "embedding",
                                        "overlap",
                                        "store",
                                        "output",
                                        "input")
                                .filter(other -> !other.equals(room)
                                        && !Arrays.asList(others).contains(other))
                                .map(ArchitectureTest::name))
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(name(room))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(strangers);
    }

    @ArchTest
    static final ArchRule INPUT_KNOWS_NOBODY = onlyKnows("input");

    /** Output that cannot be written is blamed as input is: by an InputException. */
    @ArchTest
    static final ArchRule OUTPUT = onlyKnows("output", "input");

    @ArchTest
    static final ArchRule STORES = onlyKnows("store", "input");

    /** Texts in, counts out. */
    @ArchTest
    static final ArchRule OVERLAP_KNOWS_NOBODY = onlyKnows("overlap");

    @ArchTest
    static final ArchRule EMBEDDINGS = onlyKnows("embedding", "store", "output", "input");

    @ArchTest
    static final ArchRule SUITES = onlyKnows("suite", "store", "output", "input");

    @ArchTest
    static final ArchRule LOGS = onlyKnows("logs", "store", "output", "input");

    @ArchTest
    static final ArchRule ESTIMATES = onlyKnows("estimate", "logs", "output", "input");

    @ArchTest
    static final ArchRule FINDINGS = onlyKnows("audit", "suite", "embedding", "overlap", "store", "output", "input");

    @ArchTest
    static final ArchRule TEXTS = onlyKnows("text", "audit", "suite", "overlap", "output");

    @ArchTest
    static final ArchRule PICTURES = onlyKnows("picture", "output");

    @ArchTest
    static final ArchRule PAGES = onlyKnows("page", "picture", "text", "audit", "suite", "overlap", "output", "input");

    @ArchTest
    static final ArchRule EXPLORER = onlyKnows("explore", "page", "output", "input");

    /** All rooms, but not the entry point, which knows them. */
    @ArchTest
    static final ArchRule COMMANDS = onlyKnows(
            "command",
            "explore",
            "page",
            "picture",
            "text",
            "audit",
            "suite",
            "estimate",
            "logs",
            "embedding",
            "overlap",
            "store",
            "output",
            "input");

    @ArchTest
    static final ArchRule NO_CIRCLES =
            slices().matching("org.evalgap.(**)").should().beFreeOfCycles();

    /** Whoever copies a program needs the library alone. */
    @ArchTest
    static final ArchRule PROGRAMS_TO_COPY_STAND_ALONE = noClasses()
            .that()
            .resideInAPackage(PROGRAMS)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + "..");

    private static ArchRule only(String library, String... rooms) {
        String[] names = Stream.of(rooms).map(ArchitectureTest::name).toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(ROOT + "..")
                .and()
                .resideOutsideOfPackages(names)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }

    @ArchTest
    static final ArchRule ONLY_PICTURES_ARE_DRAWN = only("org.knowm..", "picture");

    @ArchTest
    static final ArchRule ONLY_STORES_KNOW_DUCKDB = only("org.duckdb..", "store");

    @ArchTest
    static final ArchRule ONLY_THE_EXPLORER_SERVES = only("com.sun.net.httpserver..", "explore");

    @ArchTest
    static final ArchRule ONLY_INPUT_READS_YAML = only("org.yaml..", "input");
}

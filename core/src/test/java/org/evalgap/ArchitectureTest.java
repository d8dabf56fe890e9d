package org.evalgap;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The plan of the house: arrows between packages point one way, and what is inside stays inside. */
@AnalyzeClasses(packages = "org.evalgap", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "org.evalgap";

    private static ArchRule onlyKnows(String room, String... others) {
        String[] allowed = Stream.concat(
                        Stream.of(others).map(ArchitectureTest::name),
                        Stream.of(name(room), "java..", "org.jspecify.."))
                .toArray(String[]::new);
        return classes()
                .that()
                .resideInAPackage(name(room))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed);
    }

    private static String name(String room) {
        return room.startsWith("org.") ? room : room.isEmpty() ? ROOT : ROOT + "." + room + "..";
    }

    private static final String MATH = "org.apache.commons..";

    @ArchTest
    static final ArchRule KERNELS_KNOW_NOBODY = onlyKnows("internal.kernel");

    @ArchTest
    static final ArchRule STREAMS_KNOW_THE_LOGARITHM = onlyKnows("random", "internal.kernel");

    @ArchTest
    static final ArchRule OF_THE_KERNELS_STREAMS_KNOW_THE_LOGARITHM_ONLY = noClasses()
            .that()
            .resideInAPackage(name("random"))
            .should()
            .dependOnClassesThat(new DescribedPredicate<>("are kernels but not Log") {
                @Override
                public boolean test(JavaClass type) {
                    return type.getPackageName().equals(ROOT + ".internal.kernel")
                            && !type.getSimpleName().equals("Log");
                }
            });

    @ArchTest
    static final ArchRule ANSWERS = onlyKnows("internal.answer", "internal.kernel", "random");

    @ArchTest
    static final ArchRule NETWORKS = onlyKnows("internal.network", "internal.kernel", "random");

    @ArchTest
    static final ArchRule TASKS = onlyKnows("task", "internal.kernel", "random", MATH);

    @ArchTest
    static final ArchRule ENVIRONMENTS = onlyKnows("environment", "task", "internal.kernel", "random", MATH);

    @ArchTest
    static final ArchRule LEARNERS = onlyKnows("learner", "task", "internal.kernel", "random", MATH);

    /** A protocol knows no lab: labs on boards are another room. */
    @ArchTest
    static final ArchRule PROTOCOLS = onlyKnows(ROOT + ".protocol", "random", ROOT + ".internal", "internal.kernel");

    @ArchTest
    static final ArchRule MEASURES = onlyKnows("measure", "internal.kernel", "random", MATH);

    @ArchTest
    static final ArchRule WHAT_A_LAB_WORKS_WITH =
            onlyKnows("internal.lab", "task", "environment", "learner", "internal.answer", "internal.kernel", "random");

    @ArchTest
    static final ArchRule LUCK = onlyKnows("internal.luck", "task", "learner", "measure", "internal.kernel", "random");

    @ArchTest
    static final ArchRule THE_ROOT_JOINS_THEM = onlyKnows(
            "",
            "task",
            "environment",
            "learner",
            "measure",
            ROOT + ".protocol",
            ROOT + ".internal",
            "internal.kernel",
            "internal.lab",
            "internal.luck",
            "internal.network",
            "random");

    /** Loops of audits know arrays only; the room itself stands on the root. */
    @ArchTest
    static final ArchRule AUDITS = onlyKnows(
            "audit",
            "org.evalgap",
            "learner",
            "measure",
            "task",
            "random",
            ROOT + ".internal",
            "internal.kernel",
            "internal.audit");

    @ArchTest
    static final ArchRule LOOPS_OF_AUDITS =
            onlyKnows("internal.audit", "org.evalgap", "learner", "measure", "task", "internal.kernel", "random");

    /** The frame knows what can be simulated; a room of studies knows the frame and the closed forms; the list knows all. */
    @ArchTest
    static final ArchRule STUDIES_HAVE_A_FRAME = onlyKnows("study.frame", "org.evalgap", "measure", ROOT + ".internal");

    @ArchTest
    static final ArchRule STUDIES_HAVE_CLOSED_FORMS =
            onlyKnows("study.closedform", "org.evalgap", "task", "learner", "measure", MATH);

    private static final String[] BELOW_STUDIES = {
        "org.evalgap",
        "task",
        "learner",
        "measure",
        ROOT + ".protocol",
        "random",
        "study.frame",
        "study.closedform",
        MATH
    };

    @ArchTest
    static final ArchRule STUDIES_ON_THE_ENGINE = onlyKnows("study.engine", BELOW_STUDIES);

    @ArchTest
    static final ArchRule STUDIES_OF_PROCESSES = onlyKnows("study.process", BELOW_STUDIES);

    @ArchTest
    static final ArchRule STUDIES_OF_RESEARCH = onlyKnows("study.research", BELOW_STUDIES);

    /** What one score says knows nothing of tables; a table's posterior knows nothing of who asks. */
    @ArchTest
    static final ArchRule LIKELIHOODS = onlyKnows("internal.likelihood", "internal.kernel", "random");

    @ArchTest
    static final ArchRule POSTERIORS =
            onlyKnows("internal.posterior", "internal.likelihood", "internal.kernel", "random", MATH);

    @ArchTest
    static final ArchRule ITEMS = onlyKnows("internal.items", "internal.likelihood", "internal.kernel", "random", MATH);

    @ArchTest
    static final ArchRule ESTIMATES_ARE_NOT_SIMULATED = noClasses()
            .that()
            .resideInAPackage(ROOT + ".estimate")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    ROOT,
                    name("estimate.honesty"),
                    name("estimate.power"),
                    name("estimate.evals"),
                    name("random"),
                    MATH);

    @ArchTest
    static final ArchRule SEVERAL_EVALS_STAND_ON_ONE =
            onlyKnows("estimate.evals", ROOT + ".estimate", ROOT + ".internal", "internal.kernel", "random", MATH);

    @ArchTest
    static final ArchRule POWER_IS_A_FORMULA =
            onlyKnows("estimate.power", ROOT + ".internal", "internal.kernel", "random");

    /** The posterior's machinery has one user, and those who draw from its prior. */
    @ArchTest
    static final ArchRule ONLY_ESTIMATES_INTEGRATE = noClasses()
            .that()
            .resideOutsideOfPackages(
                    name("estimate"), name("internal.posterior"), name("internal.likelihood"), name("internal.items"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(name("internal.posterior"), name("internal.likelihood"));

    /** A name that ends in Test is a test's. */
    @ArchTest
    static final ArchRule TESTS_ARE_TESTS = noClasses().should().haveSimpleNameEndingWith("Test");

    /** Who works knows nothing of the work. */
    @ArchTest
    static final ArchRule WORKERS = onlyKnows("work");

    @ArchTest
    static final ArchRule READING_KNOWS_WHAT_A_SCENARIO_IS =
            onlyKnows("reading", "", "task", "learner", ROOT + ".protocol", ROOT + ".internal");

    @ArchTest
    static final ArchRule BOARDS_STAND_ON_THE_ENGINE =
            onlyKnows("protocol.board", "", ROOT + ".protocol", "task", "reading", "work", ROOT + ".internal", MATH);

    @ArchTest
    static final ArchRule SAMPLERS_KNOW_NO_EVALS = onlyKnows("internal.sampling", "internal.kernel", "random");

    @ArchTest
    static final ArchRule EXPLANATIONS_STAND_ON_THE_ROOT = onlyKnows(
            "explain",
            "org.evalgap",
            "task",
            "learner",
            "measure",
            "reading",
            "random",
            "work",
            ROOT + ".internal",
            "internal.kernel",
            "internal.sampling",
            MATH);

    @ArchTest
    static final ArchRule POPULATIONS_AND_PLANS_STAND_ON_EXPLANATIONS = noClasses()
            .that()
            .resideInAPackage(ROOT + ".explain")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(name("explain.population"), name("explain.planning"));

    @ArchTest
    static final ArchRule NOBODY_STANDS_ON_REPORTS = noClasses()
            .that()
            .resideOutsideOfPackage(name("report"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(name("report"), "tech.tablesaw..");

    @ArchTest
    static final ArchRule NO_CIRCLES =
            slices().matching("org.evalgap.(**)").should().beFreeOfCycles();

    private static final Pattern EXPORT = Pattern.compile("(?m)^ *exports ([\\w.]+);$");

    /** Programs on the module path see every package but those that are internal. */
    @ArchTest
    static void everyRoomIsExported(JavaClasses classes) throws IOException {
        Set<String> rooms = classes.stream()
                .map(JavaClass::getPackageName)
                .filter(room -> !(room + ".").startsWith(ROOT + ".internal."))
                .collect(Collectors.toSet());
        Stream<String> exported = EXPORT.matcher(Files.readString(Path.of("src/main/java/module-info.java")))
                .results()
                .map(line -> line.group(1));
        assertThat(exported).as("exports of module-info.java").containsExactlyInAnyOrderElementsOf(rooms);
    }

    @ArchTest
    static final ArchRule NOTHING_IS_PRINTED = GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    @ArchTest
    static final ArchRule NOTHING_IS_LOGGED_BY_THE_PLATFORM =
            GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

    /** Randomness comes from streams alone; results must not depend on a clock. */
    @ArchTest
    static final ArchRule NO_OTHER_RANDOMNESS = noClasses()
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java\\.util\\.(Random|SplittableRandom|concurrent\\.ThreadLocalRandom|random\\..*)")
            .orShould()
            .callMethod(Math.class, "random");

    private static final Set<String> FREE_OF_THE_PLATFORM = Set.of(
            "exp", "log", "pow", "sin", "cos", "tan", "tanh", "sinh", "cosh", "cbrt", "expm1", "log1p", "log10",
            "hypot", "atan", "atan2", "asin", "acos");

    /** Bits that differ between machines and JDKs have no place on the model's path. */
    @ArchTest
    static final ArchRule THE_MODEL_USES_STRICT_FUNCTIONS = noClasses()
            .that()
            .resideInAnyPackage(
                    ROOT,
                    name("internal.kernel"),
                    name("internal.lab"),
                    name("internal.answer"),
                    name("internal.network"),
                    name("internal.audit"),
                    name("audit"),
                    name("random"),
                    name("task"),
                    name("environment"),
                    name("protocol"),
                    name("learner"))
            .should()
            .callMethodWhere(new DescribedPredicate<>("target is a transcendental function of Math") {
                @Override
                public boolean test(com.tngtech.archunit.core.domain.JavaMethodCall call) {
                    return call.getTargetOwner().isEquivalentTo(Math.class)
                            && FREE_OF_THE_PLATFORM.contains(call.getTarget().getName());
                }
            });

    /** Types of libraries stay inside the package that adapts them; a report's product is a Tablesaw table. */
    @ArchTest
    static final ArchRule SIGNATURES_ARE_OUR_OWN = methods()
            .that()
            .areDeclaredInClassesThat()
            .resideOutsideOfPackage(name("report"))
            .should(namesOnlyOurTypes());

    /** What users see names nothing that they cannot use. */
    @ArchTest
    static final ArchRule SIGNATURES_ARE_PUBLIC = classes()
            .that()
            .resideOutsideOfPackage(name("internal"))
            .and()
            .arePublic()
            .should(nameNoInternalType());

    private static ArchCondition<JavaClass> nameNoInternalType() {
        return new ArchCondition<>("name no internal type where users see it") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                Stream<JavaType> above = Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream());
                refuse(type, type.getName(), above, events);
                for (JavaMember member : type.getMembers()) {
                    if (member.getModifiers().contains(JavaModifier.PUBLIC)
                            || member.getModifiers().contains(JavaModifier.PROTECTED)) {
                        refuse(type, member.getFullName(), typesOf(member), events);
                    }
                }
            }
        };
    }

    private static Stream<JavaType> typesOf(JavaMember member) {
        return member instanceof JavaCodeUnit unit
                ? Stream.concat(unit.getParameterTypes().stream(), Stream.of(unit.getReturnType()))
                : Stream.of(((JavaField) member).getType());
    }

    private static void refuse(JavaClass owner, String where, Stream<JavaType> types, ConditionEvents events) {
        Set<String> internal = types.flatMap(type -> type.getAllInvolvedRawTypes().stream())
                .map(JavaClass::getName)
                .filter(name -> name.startsWith(ROOT + ".internal."))
                .collect(Collectors.toSet());
        events.add(new SimpleConditionEvent(owner, internal.isEmpty(), where + " names " + internal));
    }

    private static ArchCondition<JavaMember> namesOnlyOurTypes() {
        return new ArchCondition<>("name no type of a library where users see it") {
            @Override
            public void check(JavaMember member, ConditionEvents events) {
                boolean seen = !member.getModifiers().contains(JavaModifier.PRIVATE)
                        && member.getOwner().getModifiers().contains(JavaModifier.PUBLIC)
                        && (member.getModifiers().contains(JavaModifier.PUBLIC)
                                || member.getModifiers().contains(JavaModifier.PROTECTED));
                if (seen && member instanceof JavaCodeUnit unit) {
                    Set<String> foreign = Stream.concat(
                                    unit.getParameterTypes().stream(), Stream.of(unit.getReturnType()))
                            .flatMap(type -> type.getAllInvolvedRawTypes().stream())
                            .map(JavaClass::getPackageName)
                            .filter(p ->
                                    p.startsWith("org.apache.") || p.startsWith("tech.") || p.startsWith("java.sql"))
                            .collect(Collectors.toSet());
                    events.add(new SimpleConditionEvent(
                            member, foreign.isEmpty(), unit.getFullName() + " names types of " + foreign));
                }
            }
        };
    }
}

package io.quicksell.endtoend;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.quicksell.common.testing.HouseRules;

/** The rules of the house, and of its rooms for tests from outside: drills and benchmarks use the driver. */
@AnalyzeClasses(packages = "io.quicksell.endtoend")
class HouseRulesTest {

    private static final String DRIVER = "io.quicksell.endtoend.driver..";
    private static final String DRILL = "io.quicksell.endtoend.drill..";
    private static final String BENCH = "io.quicksell.endtoend.bench..";

    @ArchTest
    static final ArchTests rules = ArchTests.in(HouseRules.class);

    @ArchTest
    static final ArchRule theDriverKnowsNeitherDrillsNorBenchmarks = knowsNone(DRIVER, DRILL, BENCH);

    @ArchTest
    static final ArchRule drillsKnowNoBenchmarks = knowsNone(DRILL, BENCH);

    /** They run with these test classes and those two libraries alone on the class path. */
    @ArchTest
    static final ArchRule benchmarksNeedLittleBesidesTheDriverAndTheJdk = noClasses()
            .that()
            .resideInAPackage(BENCH)
            .and()
            .haveNameNotMatching(".*(Test|IT)(\\$.*)?")
            .should()
            .transitivelyDependOnClassesThat()
            .resideOutsideOfPackages(
                    BENCH,
                    DRIVER,
                    "java..",
                    "javax..",
                    "sun..",
                    "jdk..",
                    "org.HdrHistogram..",
                    "com.fasterxml.jackson..");

    private static ArchRule knowsNone(String room, String... others) {
        return noClasses()
                .that()
                .resideInAPackage(room)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others);
    }
}

package io.quicksell;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.quicksell.testing.CodeRules;

/** What this library may know: Vert.x, its Redis client and a log; no HTTP, no conf file, no shop. */
@AnalyzeClasses(packages = "io.quicksell", importOptions = ImportOption.DoNotIncludeJars.class)
class LibraryRulesTest {

    @ArchTest
    static final ArchTests codeRules = ArchTests.in(CodeRules.class);

    @ArchTest
    static final ArchRule itNeedsNothingButVertxRedisAndALog = classes()
            .that()
            .resideInAnyPackage("io.quicksell.redis", "io.quicksell.streams")
            .and()
            .haveSimpleNameNotContaining("Test")
            .and()
            .doNotHaveSimpleName("Counted")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.slf4j..",
                    "io.vertx.core",
                    "io.vertx.core.json..",
                    "io.vertx.core.net..",
                    "io.vertx.core.tracing..",
                    "io.vertx.redis..",
                    "io.quicksell.redis..",
                    "io.quicksell.streams..");

    @ArchTest
    static final ArchRule theLinkKnowsNoStreams = noClasses()
            .that()
            .resideInAPackage("io.quicksell.redis..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.quicksell.streams..");
}

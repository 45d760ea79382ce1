package io.quicksell.common.testing;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.quicksell.testing.CodeRules;

/**
 * Which packages may depend on which. Every module above the library checks these rules and the {@link CodeRules} in a
 * {@code HouseRulesTest}, for its own packages and with its tests.
 */
public final class HouseRules {

    private static final String COMMON = "io.quicksell.common..";
    private static final String INVENTORY = "io.quicksell.inventory..";
    private static final String PAYMENT = "io.quicksell.payment..";
    private static final String ACCESS = "io.quicksell.access..";
    private static final String WEB = "io.quicksell.web..";
    private static final String LAUNCHER = "io.quicksell.launcher..";

    private static final DescribedPredicate<JavaClass> NO_TESTS = describe(
            "are no tests",
            type -> type.getSource()
                    .map(source -> !source.getUri().getPath().contains("/test-classes/"))
                    .orElse(true));

    @ArchTest
    public static final ArchRule commonKnowsNoService = noClasses()
            .that()
            .resideInAPackage(COMMON)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(INVENTORY, PAYMENT, ACCESS, WEB, LAUNCHER)
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule inventoryKnowsNoOtherService = knowsNone(INVENTORY, PAYMENT, ACCESS, WEB, LAUNCHER);

    @ArchTest
    public static final ArchRule paymentKnowsNoOtherService = knowsNone(PAYMENT, INVENTORY, ACCESS, WEB, LAUNCHER);

    @ArchTest
    public static final ArchRule accessKnowsNoOtherService = knowsNone(ACCESS, INVENTORY, PAYMENT, WEB, LAUNCHER);

    @ArchTest
    public static final ArchRule theDeskKnowsNoOtherService = knowsNone(WEB, INVENTORY, PAYMENT, ACCESS, LAUNCHER);

    @ArchTest
    public static final ArchRule theDomainNeedsNothingButJava = classes()
            .that(NO_TESTS)
            .and()
            .resideInAPackage("io.quicksell.common.domain..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "javax.crypto..", "io.quicksell.common.domain..")
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule onlyStoresTalkToRedis = noClasses()
            .that(NO_TESTS)
            .and()
            .resideOutsideOfPackages("io.quicksell.redis..", "io.quicksell.streams..")
            .and()
            .haveNameNotMatching(".*Store(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.vertx.redis..")
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule onlyRoutesAndTheEdgeKnowRequestsOverHttp = noClasses()
            .that(NO_TESTS)
            .and()
            .resideOutsideOfPackages(
                    "io.quicksell.common.http..", "io.quicksell.common.live..", "io.quicksell.common.once..")
            .and()
            .haveNameNotMatching(".*(Verticle|Routes)(\\$.*)?")
            .and()
            .haveNameNotMatching("io\\.quicksell\\.web\\.ServiceProxy(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.vertx.ext.web..")
            .allowEmptyShould(true);

    /** So that there is no route but those of the edge, each of which says who may use it. */
    @ArchTest
    public static final ArchRule onlyTheEdgeMakesRoutes = noClasses()
            .that(NO_TESTS)
            .and()
            .resideOutsideOfPackage("io.quicksell.common.http..")
            .should()
            .dependOnClassesThat()
            .haveNameMatching("io\\.vertx\\.ext\\.web\\.(Route|Router)")
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule theRoomsOfCommonFormNoCircle = slices().matching("io.quicksell.common.(*)..")
            .should()
            .beFreeOfCycles()
            .ignoreDependency(not(NO_TESTS), alwaysTrue())
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule httpKnowsNoStreamsButTheirHealthAndTheirDeadLetters = noClasses()
            .that(NO_TESTS)
            .and()
            .resideInAPackage("io.quicksell.common.http..")
            .and()
            .haveNameNotMatching(".*(Health|DeadLetterRoutes)(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.quicksell.streams..")
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchTests codeRules = ArchTests.in(CodeRules.class);

    private HouseRules() {}

    private static ArchRule knowsNone(String service, String... others) {
        return noClasses()
                .that()
                .resideInAPackage(service)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .allowEmptyShould(true);
    }
}

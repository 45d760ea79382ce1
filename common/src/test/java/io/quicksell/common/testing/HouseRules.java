package io.quicksell.common.testing;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * Who may know whom, and how things are called. Every module runs them on its own packages, tests included, in a
 * {@code HouseRulesTest}.
 */
public final class HouseRules {

    private static final String COMMON = "io.quicksell.common..";
    private static final String INVENTORY = "io.quicksell.inventory..";
    private static final String PAYMENT = "io.quicksell.payment..";
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
            .resideInAnyPackage(INVENTORY, PAYMENT, WEB, LAUNCHER)
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule inventoryKnowsNoOtherService = knowsNone(INVENTORY, PAYMENT, WEB, LAUNCHER);

    @ArchTest
    public static final ArchRule paymentKnowsNoOtherService = knowsNone(PAYMENT, INVENTORY, WEB, LAUNCHER);

    @ArchTest
    public static final ArchRule theDeskKnowsNoOtherService = knowsNone(WEB, INVENTORY, PAYMENT, LAUNCHER);

    @ArchTest
    public static final ArchRule theDomainNeedsNothingButJava = classes()
            .that(NO_TESTS)
            .and()
            .resideInAPackage("io.quicksell.common.domain..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "io.quicksell.common.domain..")
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule onlyStoresTalkToRedis = noClasses()
            .that(NO_TESTS)
            .and()
            .resideOutsideOfPackage("io.quicksell.common.redis..")
            .and()
            .haveNameNotMatching(".*Store(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.vertx.redis..")
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule onlyVerticlesAndTheEdgeKnowTheRouter = noClasses()
            .that(NO_TESTS)
            .and()
            .resideOutsideOfPackages("io.quicksell.common.http..")
            .and()
            .haveNameNotMatching(".*(Verticle|Routes)(\\$.*)?")
            .and()
            .haveNameNotMatching("io\\.quicksell\\.web\\.(ServiceProxy|DeskFiles)(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.vertx.ext.web..")
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule everyTypeSaysWhatItDoes = noClasses()
            .should()
            .haveNameMatching(".*(Utils?|Helper|Impl|Manager|Dto|DTO)(\\$.*)?")
            .orShould()
            .resideInAnyPackage(
                    "..util..",
                    "..utils..",
                    "..helper..",
                    "..impl..",
                    "..model..",
                    "..dto..",
                    "..service..",
                    "..manager..");

    @ArchTest
    public static final ArchRule thereIsOneLog =
            noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..");

    /** What {@code run.sh} prints is the answer to a command, not a log. */
    @ArchTest
    public static final ArchRule onlyTheCommandLinePrints = noClasses()
            .that()
            .haveNameNotMatching("io\\.quicksell\\.launcher\\.(Main|RunningSystem)")
            .should(ACCESS_STANDARD_STREAMS)
            .allowEmptyShould(true);

    /** Main code sets a timer or parks with a limit in a loop; tests wait with {@link Eventually}. */
    @ArchTest
    public static final ArchRule nothingSleeps = noClasses()
            .should()
            .accessTargetWhere(target(owner(assignableTo(Thread.class))).and(target(name("sleep"))));

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

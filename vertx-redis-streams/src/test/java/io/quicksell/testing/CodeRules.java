package io.quicksell.testing;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.concurrent.TimeUnit;

/** How code is written in every module. Each module checks its own packages, tests included. */
public final class CodeRules {

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

    /** What {@code run.sh} prints is the output of a command, not a log. */
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
            .accessTargetWhere(target(owner(assignableTo(Thread.class).or(assignableTo(TimeUnit.class))))
                    .and(target(name("sleep"))));

    private CodeRules() {}
}

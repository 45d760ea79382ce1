package io.quicksell.launcher;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The launcher's rooms: what starts the system knows them all; conf and redis do not know each other; run knows none. */
@AnalyzeClasses(packages = "io.quicksell")
class RoomsTest {

    private static final String LAUNCHER = "io.quicksell.launcher";
    private static final String CONF = "io.quicksell.launcher.conf";
    private static final String REDIS = "io.quicksell.launcher.redis";
    private static final String RUN = "io.quicksell.launcher.run";

    @ArchTest
    static final ArchRule confKnowsNeitherRedisNorLauncher = knowsNone(CONF, LAUNCHER, REDIS, RUN);

    @ArchTest
    static final ArchRule redisKnowsNeitherConfNorLauncher = knowsNone(REDIS, LAUNCHER, CONF);

    @ArchTest
    static final ArchRule aRunKnowsNoOtherRoom = knowsNone(RUN, LAUNCHER, CONF, REDIS);

    @ArchTest
    static final ArchRule onlyConfKnowsHowAConfFileIsRead = noClasses()
            .that()
            .resideOutsideOfPackage(CONF)
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName(CONF + ".ConfigTree");

    @ArchTest
    static final ArchRule onlyTheLauncherKnowsTheConf = noClasses()
            .that()
            .resideOutsideOfPackage(LAUNCHER + "..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(CONF);

    private static ArchRule knowsNone(String room, String... others) {
        return noClasses()
                .that()
                .resideInAPackage(room)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others);
    }
}

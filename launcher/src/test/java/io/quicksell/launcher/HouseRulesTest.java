package io.quicksell.launcher;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import io.quicksell.common.testing.HouseRules;

@AnalyzeClasses(packages = "io.quicksell.launcher")
class HouseRulesTest {

    @ArchTest
    static final ArchTests rules = ArchTests.in(HouseRules.class);
}

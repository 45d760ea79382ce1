package io.quicksell.common;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import io.quicksell.common.testing.HouseRules;

/** The house rules, checked for common. */
@AnalyzeClasses(packages = "io.quicksell.common")
class HouseRulesTest {

    @ArchTest
    static final ArchTests rules = ArchTests.in(HouseRules.class);
}

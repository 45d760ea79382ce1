package io.quicksell.inventory;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import io.quicksell.common.testing.HouseRules;

/** The house rules, checked for inventory. */
@AnalyzeClasses(packages = "io.quicksell.inventory")
class HouseRulesTest {

    @ArchTest
    static final ArchTests rules = ArchTests.in(HouseRules.class);
}

package io.quicksell.web;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import io.quicksell.common.testing.HouseRules;

/** The house rules, checked for the desk. */
@AnalyzeClasses(packages = "io.quicksell.web")
class HouseRulesTest {

    @ArchTest
    static final ArchTests rules = ArchTests.in(HouseRules.class);
}

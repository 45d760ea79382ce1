package io.quicksell.payment;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import io.quicksell.common.testing.HouseRules;

@AnalyzeClasses(packages = "io.quicksell.payment")
class HouseRulesTest {

    @ArchTest
    static final ArchTests rules = ArchTests.in(HouseRules.class);
}

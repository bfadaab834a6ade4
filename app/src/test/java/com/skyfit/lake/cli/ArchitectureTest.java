package com.skyfit.lake.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import org.junit.jupiter.api.Test;

/** The arrows between packages: one way along the path of the data. */
class ArchitectureTest {

    private static final String ROOT = "com.skyfit.lake.";

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("com.skyfit");

    @Test
    void aStageKnowsOnlyTheCatalogAndTheStagesBeforeIt() {
        ArchRule arrows = layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("com.skyfit..")
                .layer("catalog")
                .definedBy(ROOT + "catalog..")
                .layer("settings")
                .definedBy(ROOT + "settings..")
                .layer("warehouse")
                .definedBy(ROOT + "warehouse..")
                .layer("source")
                .definedBy(ROOT + "source..")
                .layer("bronze")
                .definedBy(ROOT + "bronze..")
                .layer("silver")
                .definedBy(ROOT + "silver..")
                .layer("gold")
                .definedBy(ROOT + "gold..")
                .layer("quality")
                .definedBy(ROOT + "quality..")
                .layer("run")
                .definedBy(ROOT + "run..")
                .layer("doctor")
                .definedBy(ROOT + "doctor..")
                .optionalLayer("cli")
                .definedBy(ROOT + "cli..")
                .whereLayer("catalog")
                .mayNotAccessAnyLayer()
                .whereLayer("settings")
                .mayNotAccessAnyLayer()
                .whereLayer("warehouse")
                .mayNotAccessAnyLayer()
                .whereLayer("source")
                .mayOnlyAccessLayers("catalog")
                .whereLayer("bronze")
                .mayOnlyAccessLayers("catalog", "source")
                .whereLayer("silver")
                .mayOnlyAccessLayers("catalog", "warehouse", "bronze")
                .whereLayer("gold")
                .mayOnlyAccessLayers("catalog", "warehouse", "silver")
                .whereLayer("quality")
                .mayOnlyAccessLayers("catalog", "warehouse", "silver", "gold")
                .whereLayer("run")
                .mayOnlyBeAccessedByLayers("doctor", "cli")
                .whereLayer("doctor")
                .mayOnlyBeAccessedByLayers("cli");
        arrows.check(classes);
    }

    @Test
    void packagesFormNoCircle() {
        slices().matching("com.skyfit.lake.(*)..").should().beFreeOfCycles().check(classes);
    }

    @Test
    void nobodyButTheCommandLineWritesToTheConsole() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "cli..")
                .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
                .check(classes);
    }

    @Test
    void onlyTheCommandLineKnowsTheSimulator() {
        noClasses()
                .that()
                .resideInAPackage("com.skyfit.lake..")
                .and()
                .resideOutsideOfPackage(ROOT + "cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.skyfit.simulator..")
                .allowEmptyShould(true)
                .check(classes);
    }

    @Test
    void onlyTheAzureLakeKnowsAzure() {
        noClasses()
                .that()
                .resideInAPackage("com.skyfit..")
                .and()
                .resideOutsideOfPackage(ROOT + "bronze.azure..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.azure..", "com.microsoft..", "reactor..")
                .check(classes);
    }
}

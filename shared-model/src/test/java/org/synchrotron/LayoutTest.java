package org.synchrotron;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The shared model has no database, no network and no threads. */
class LayoutTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.synchrotron");

    @Test
    void packagesFormNoCycles() {
        slices().matching("org.synchrotron.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void thereIsNoDatabaseAndNoNetwork() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "java.net..", "java.nio.file..", "java.util.concurrent..")
                .check(CLASSES);
    }

    @Test
    void onlyTheProtocolKnowsJsonBinding() {
        noClasses()
                .that()
                .resideInAnyPackage("org.synchrotron.clock..", "org.synchrotron.log..", "org.synchrotron.history..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.json.bind..")
                .check(CLASSES);
    }
}

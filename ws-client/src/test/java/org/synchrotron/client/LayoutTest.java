package org.synchrotron.client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The client's packages follow the way of a record, and each keeps to its own side. */
class LayoutTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.synchrotron.client");

    @Test
    void packagesFormNoCycles() {
        slices().matching("org.synchrotron.client.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void nothingIsOfTheServer() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.synchrotron.server..")
                .check(CLASSES);
    }

    @Test
    void theConnectionKnowsNoDatabaseAndTheStoreNoNetwork() {
        noClasses()
                .that()
                .resideInAPackage("org.synchrotron.client.connection..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "org.synchrotron.client.store..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage("org.synchrotron.client.connection..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.websocket..", "org.glassfish..")
                .check(CLASSES);
    }
}

package org.synchrotron.server;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The server's packages follow the way of an upload; CDI and WebSocket stay at the edge. */
class LayoutTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.synchrotron.server");

    @Test
    void packagesFormNoCycles() {
        // `operations` is where the beans are made: it knows everything, and whoever needs threads or transactions
        // knows it.
        slices().matching("org.synchrotron.server.(*)..")
                .should()
                .beFreeOfCycles()
                .ignoreDependency(resideInAPackage("org.synchrotron.server.operations"), alwaysTrue())
                .check(CLASSES);
    }

    @Test
    void nothingIsOfTheClient() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.synchrotron.client..")
                .check(CLASSES);
    }

    @Test
    void theRulesKnowNoContainer() {
        noClasses()
                .that()
                .resideInAnyPackage("org.synchrotron.server.materialize..", "org.synchrotron.server.catchup..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jakarta.websocket..", "jakarta.inject..", "jakarta.enterprise..", "jakarta.servlet..")
                .check(CLASSES);
    }
}

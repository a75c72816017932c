package org.synchrotron.simulation;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

/** What makes checks meaningful: an independent oracle, and one thread for each run. TimeAndChanceTest looks at clocks and chance. */
class LayoutTest {

    private static final JavaClasses CLASSES = new ClassFileImporter().importPackages("org.synchrotron.simulation");

    @Test
    void packagesFormNoCycles() {
        slices().matching("org.synchrotron.simulation.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void oracleDoesNotUseTheProduct() {
        noClasses()
                .that()
                .resideInAPackage("org.synchrotron.simulation.oracle..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.synchrotron.history..",
                        "org.synchrotron.log..",
                        "org.synchrotron.client..",
                        "org.synchrotron.server..")
                .check(CLASSES);
    }

    @Test
    void theServerIsDrivenThroughItsPorts() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jakarta.websocket..",
                        "jakarta.enterprise..",
                        "org.synchrotron.server.websocket..",
                        "org.synchrotron.server.assembly..")
                .check(CLASSES);
    }

    @Test
    void runsUseOneThread() {
        noClasses()
                .that()
                .resideInAPackage("org.synchrotron.simulation.(*)..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .check(CLASSES);
    }
}

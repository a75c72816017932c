package org.synchrotron.simulation;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

/** What makes a run worth its seed: an oracle that is nobody's echo, and one thread. (Time and chance: TimeAndChanceTest.) */
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
    void theOracleThinksForItself() {
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
    void thereIsOneThread() {
        noClasses()
                .that()
                .resideInAPackage("org.synchrotron.simulation.(*)..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .check(CLASSES);
    }
}

package org.synchrotron.simulation;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What makes runs repeatable and checks meaningful: an independent oracle; one thread, clock and source of chance for each run.
 */
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
    void runsUseNoSystemClockThreadsOrChance() {
        noClasses()
                .that()
                .resideInAPackage("org.synchrotron.simulation.(*)..")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callConstructor(Random.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .check(CLASSES);
    }
}

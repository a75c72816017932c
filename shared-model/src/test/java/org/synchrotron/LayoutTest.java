package org.synchrotron;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.synchrotron.clock.WallClock;

/** The shared model has no database, no network and no threads, and one class reads the time. */
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
    void onlyTheWallClockAsksForTheTime() {
        noClasses()
                .that()
                .areNotAssignableTo(WallClock.class)
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
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

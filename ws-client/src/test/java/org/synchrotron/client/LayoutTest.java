package org.synchrotron.client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The client's packages follow the journey of a record; its core knows ports only. */
class LayoutTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.synchrotron.client");

    private static final String ROOT = "org.synchrotron.client";

    private static final String[] CORE = {
        ROOT + ".perform..",
        ROOT + ".upload..",
        ROOT + ".receive..",
        ROOT + ".reconcile..",
        ROOT + ".quarantine..",
        ROOT + ".recover..",
        ROOT + ".engine..",
        ROOT + ".link"
    };

    @Test
    void packagesFormNoCycles() {
        slices().matching("org.synchrotron.client.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void nothingBelongsToTheServer() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.synchrotron.server..")
                .check(CLASSES);
    }

    @Test
    void theCoreHasNoThreadAndNoSocket() {
        noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.net..", "java.nio.channels..", ROOT + ".link.websocket..", ROOT + ".runtime..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Executor.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Future.class)
                .check(CLASSES);
    }

    @Test
    void theCoreHasNoJdbc() {
        noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "org.sqlite..", ROOT + ".store.sqlite..")
                .check(CLASSES);
    }

    @Test
    void theLeavesOfTheStoreKnowNothingOfIt() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".store.sqlite..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".store")
                .check(CLASSES);
    }

    @Test
    void onlyOneLeafKnowsWebSocket() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".link.websocket..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.websocket..", "org.glassfish..")
                .check(CLASSES);
    }

    @Test
    void theNetworkKnowsNoDatabaseAndTheStoreNoNetwork() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".link..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", ROOT + ".store..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", ROOT + ".link..")
                .check(CLASSES);
    }
}

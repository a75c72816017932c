package org.synchrotron.server;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.INTERFACES;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.synchrotron.server.access.RoleScope;

/** The server's packages follow the path of an upload; CDI, WebSockets and threads stay at the edge. */
class LayoutTest {

    private static final Pattern ROLE =
            Pattern.compile("(?i)set_config\\(\\s*'role'|\\bset\\s+(local\\s+|session\\s+)?role\\b"
                    + "|'(synchrotron\\.(user_id|grant_id|capture_mode|record_id)|request\\.jwt\\.claim\\.sub)'");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.synchrotron.server");

    private static final JavaClasses WITH_TESTS = new ClassFileImporter().importPackages("org.synchrotron.server");

    private static final String ROOT = "org.synchrotron.server";
    private static final String RUNTIME = "org.synchrotron.server.runtime";
    private static final String WEBSOCKET = "org.synchrotron.server.websocket..";
    private static final String NOTIFICATIONS = "org.synchrotron.server.announce.postgresql";

    /** The packages of plain classes, which receive their dependencies by constructor. */
    private static final String[] CORE = {
        "org.synchrotron.server.session..",
        "org.synchrotron.server.access",
        "org.synchrotron.server.access.token",
        "org.synchrotron.server.accept..",
        "org.synchrotron.server.materialize..",
        "org.synchrotron.server.announce..",
        "org.synchrotron.server.catchup..",
        "org.synchrotron.server.retention..",
        "org.synchrotron.server.log.."
    };

    @Test
    void packagesFormNoCycles() {
        slices().matching("org.synchrotron.server.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void theServerDoesNotUseTheClient() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.synchrotron.client..")
                .check(CLASSES);
    }

    @Test
    void theCoreKnowsNoContainer() {
        noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jakarta.annotation..",
                        "jakarta.ejb..",
                        "jakarta.enterprise..",
                        "jakarta.inject..",
                        "jakarta.servlet..",
                        "jakarta.transaction..",
                        "jakarta.websocket..",
                        "jakarta.ws..",
                        "org.eclipse.microprofile..")
                .check(CLASSES);
    }

    @Test
    void theCoreKnowsOnlyThePortsOfTheRuntime() {
        noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .dependOnClassesThat(resideInAPackage(RUNTIME).and(not(INTERFACES)))
                .check(CLASSES);
    }

    @Test
    void onlyOneLeafKnowsWebSockets() {
        noClasses()
                .that()
                .resideOutsideOfPackage(WEBSOCKET)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.websocket..", "org.glassfish.tyrus..")
                .check(WITH_TESTS);
    }

    @Test
    void noPackageKnowsTheLeavesThatTheContainerFinds() {
        noClasses()
                .that()
                .resideOutsideOfPackage(WEBSOCKET)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(WEBSOCKET)
                .check(WITH_TESTS);
    }

    @Test
    void theAssemblyIsOnTop() {
        classes()
                .that()
                .resideInAPackage("org.synchrotron.server.assembly")
                .should()
                .onlyHaveDependentClassesThat()
                .resideInAPackage("org.synchrotron.server.assembly")
                .check(CLASSES);
    }

    @Test
    void onlyTheWiringAndTheReportsKnowTheApplicationsApi() {
        classes()
                .that()
                .resideInAPackage(ROOT)
                .should()
                .onlyHaveDependentClassesThat()
                .resideInAnyPackage(ROOT, "org.synchrotron.server.assembly", "org.synchrotron.server.inspect")
                .check(CLASSES);
    }

    @Test
    void threadsAndPausesAreMadeAtTheEdge() {
        noClasses()
                .that()
                .resideOutsideOfPackages(RUNTIME, NOTIFICATIONS)
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Thread.class, "start")
                .orShould()
                .callConstructor(Thread.class, Runnable.class)
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Executors.class, ThreadPoolExecutor.class)
                .check(CLASSES);
    }

    @Test
    void onlyScopesSetRoles() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main"))) {
            assertThat(files.filter(Files::isRegularFile).filter(LayoutTest::setsARole))
                    .extracting(file -> file.getFileName().toString())
                    .containsExactlyInAnyOrder("RoleSettings.java", "RoleScope.java");
        }
        noClasses()
                .that()
                .haveSimpleNameNotContaining("CommitNotifications")
                .should()
                .callMethod(RoleScope.class, "dedicateToEngine", Handle.class)
                .check(CLASSES);
    }

    /** Or one of the settings that belong to a role. */
    private static boolean setsARole(Path source) {
        try {
            return ROLE.matcher(Files.readString(source)).find();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

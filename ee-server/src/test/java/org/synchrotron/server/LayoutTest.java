package org.synchrotron.server;

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
import java.time.Instant;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.synchrotron.server.access.RoleScope;

/** The server's packages follow the way of an upload; CDI and WebSocket stay at the edge. */
class LayoutTest {

    private static final Pattern ROLE =
            Pattern.compile("(?i)set_config\\(\\s*'role'|\\bset\\s+(local\\s+|session\\s+)?role\\b"
                    + "|'(synchrotron\\.(user_id|capture_mode|record_id)|request\\.jwt\\.claim\\.sub)'");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.synchrotron.server");

    @Test
    void packagesFormNoCycles() {
        slices().matching("org.synchrotron.server.(*)..")
                .should()
                .beFreeOfCycles()
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

    @Test
    void theTimeComesInByConstructor() {
        noClasses()
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .check(CLASSES);
    }

    @Test
    void rolesAreSetByTheirBlocksAlone() throws IOException {
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

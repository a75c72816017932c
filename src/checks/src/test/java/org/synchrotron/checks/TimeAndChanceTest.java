package org.synchrotron.checks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Time, chance and ids come in by constructor; one class a module gets them from the system. */
class TimeAndChanceTest {

    /** Of the shared model, the client, the server and the demo. The migrations need nobody. */
    private static final String ASKERS =
            "org\\.synchrotron\\.(clock\\.WallClock|client\\.ClientBuilder|server\\..*\\.CoreBeans|demo\\.run\\.machine\\.Machine)";

    @Test
    void comeInByConstructor() {
        noClasses()
                .that()
                .haveNameNotMatching(ASKERS)
                .should(new AskTheSystem())
                .check(Modules.MAIN);
    }

    @Test
    void ofASimulatedRunAreItsOwn() {
        noClasses()
                .that()
                .resideInAPackage("org.synchrotron.simulation.(*)..")
                .should(new AskTheSystem())
                .check(Modules.TESTS);
    }

    @Test
    void areFoundInCallsAndReferences() {
        var violations = noClasses()
                .should(new AskTheSystem())
                .evaluate(new ClassFileImporter().importClasses(Asking.class))
                .getFailureReport()
                .getDetails();

        assertThat(violations).hasSize(4);
    }

    /** What must be found, and a seeded generator, which must not. */
    static final class Asking {
        final LongSupplier time = System::nanoTime;
        final Supplier<UUID> ids = UUID::randomUUID;
        final Random chance = new Random();
        final Random seeded = new Random(1);

        LocalDate today() {
            return LocalDate.now(ZoneOffset.UTC);
        }
    }
}

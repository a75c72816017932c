package org.synchrotron.checks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may know whom, among modules, and where SQL is spoken. */
class LayersTest {

    @ParameterizedTest
    @CsvSource({
        "org.synchrotron.(action|clock|log|history|protocol), org.synchrotron.(db|client|server)",
        "org.synchrotron.db, org.synchrotron.(action|clock|log|history|protocol|client|server)",
        "org.synchrotron.client, org.synchrotron.server",
        "org.synchrotron.server, org.synchrotron.client"
    })
    void aModuleKnowsNoneThatItIsNotBuiltOn(String module, String others) {
        noClasses()
                .that()
                .haveNameMatching(module.replace(".", "\\.") + "\\..*")
                .should()
                .dependOnClassesThat()
                .haveNameMatching(others.replace(".", "\\.") + "\\..*")
                .check(Modules.MAIN);
    }

    /** The client, the server, the shared model and the simulator have a rule of their own, in their LayoutTest. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.synchrotron.db.(*)..",
                "org.synchrotron.demo.(*)..",
                "org.synchrotron.demo.run.(*)..",
                "org.synchrotron.bench.(*)..",
                "org.synchrotron.bench.run.(*).."
            })
    void packagesFormNoCycles(String packages) {
        slices().matching(packages).should().beFreeOfCycles().check(Modules.MAIN);
    }

    @Test
    void packagesOfTheContainerTestsFormNoCycles() {
        slices().matching("org.synchrotron.it.(*)..").should().beFreeOfCycles().check(Modules.TESTS);
    }

    /**
     * Stores have connections and see what fails there, and so does what works inside their transactions, sets their roles, listens for
     * their commits or opens them; on the client, also the application's schema. Nobody else. All may read a row that a query gave.
     */
    @Test
    void connectionsAreForStores() {
        noClasses()
                .that()
                .resideInAnyPackage("org.synchrotron.client..", "org.synchrotron.server..")
                .and()
                .resideOutsideOfPackages(
                        "org.synchrotron.client",
                        "org.synchrotron.client.store..",
                        "org.synchrotron.server.log",
                        "org.synchrotron.server.materialize",
                        "org.synchrotron.server.access",
                        "org.synchrotron.server.announce..",
                        "org.synchrotron.server.assembly",
                        "org.synchrotron.server.runtime")
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "javax?\\.sql\\.(.*Connection|.*Statement|DriverManager|DataSource|.*Exception|Savepoint)")
                .check(Modules.MAIN);
    }
}

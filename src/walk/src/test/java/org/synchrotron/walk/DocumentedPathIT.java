package org.synchrotron.walk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the pages' commands are for a shell of Unix")
class DocumentedPathIT {

    private static final String README = "README.md";
    private static final String APPLICATION = "docs/application.md";
    private static final String OPERATIONS = "docs/operations.md";
    private static final String HISTORY = "Why does this row look like that?";
    /** What the application's observer logs. */
    private static final String ACCEPTED = "accepted create_todo_v1";

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void thePagesLeadFromAnEmptyFolderToTwoDevicesAndANewVersion() throws Exception {
        try (Walk walk = new Walk()) {
            walk.section(README, "Synchrotron for Jakarta EE");
            walk.writeFiles();
            walk.section(APPLICATION, "1. A project");
            walk.section(APPLICATION, "6. The client");
            assertThat(walk.war().duplicates())
                    .as("classes that are in the WAR twice")
                    .isEmpty();
            walk.war().version("1");

            printedBy(walk, OPERATIONS, "PostgreSQL").contains("Up to date");
            walk.section(OPERATIONS, "Payara Micro");
            printedBy(walk, OPERATIONS, "Health").contains("synchrotron", "UP");
            assertThat(walk.server().get("/todos/version.txt")).isEqualTo("200 1");

            printedBy(walk, APPLICATION, "7. Run it")
                    .containsPattern("created \\S+\\n")
                    .containsPattern("\\S+ was APPLIED\\n")
                    .endsWith("Buy milk\nBuy bread\n");
            printedBy(walk, OPERATIONS, HISTORY).contains("create_todo_v1", "Buy milk", "Buy bread");
            assertThat(walk.server().printed().split(ACCEPTED, -1))
                    .as("both are heard of")
                    .hasSize(3);

            walk.say("the server is killed, and a new version of the WAR is there");
            walk.server().kill();
            walk.war().version("2");
            String start = walk.startServerAgain();
            assertThat(walk.server().get("/todos/version.txt"))
                    .as("the new WAR answers after %s", start)
                    .isEqualTo("200 2");
            assertThat(walk.server().printed())
                    .as("one deployment by %s", start)
                    .containsOnlyOnce("todos was successfully deployed")
                    .doesNotContain("Loading application todos done");
            printedBy(walk, OPERATIONS, HISTORY).contains("Buy milk");

            assertThat(walk.leftOver()).as("blocks that the walk does not know").isEmpty();
        }
    }

    private static AbstractStringAssert<?> printedBy(Walk walk, String page, String section) throws Exception {
        return assertThat(walk.section(page, section)).as("what is printed by %s, '%s'", page, section);
    }
}

package org.synchrotron.it.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.synchrotron.it.kit.Await;
import org.synchrotron.it.kit.Device;
import org.synchrotron.it.kit.World;
import org.synchrotron.it.versions.EarlierDevice;
import org.synchrotron.it.versions.EarlierVersion;

/** Devices whose programs have an earlier library, which is compiled from this repository's history. */
interface EarlierPrograms {

    /** The first commit that a stranger could have released, before files could be replaced under an open client. */
    String EARLIER = "c9231b8a";

    /** The last commit that spoke the first version of the protocol. */
    String FIRST_PROTOCOL = "0d337dd9~1";

    World world();

    private static EarlierVersion version(String commit) throws IOException {
        assumeTrue(EarlierVersion.isThere(commit), "these sources have no history with " + commit);
        return EarlierVersion.of(commit);
    }

    @Test
    default void ofAnEarlierLibraryWorkWithThisServerAndTheirFilesWithThisLibrary(@TempDir Path directory)
            throws Exception {
        Device bob = world().member("bob").online().awaitSynced();
        bob.does(world().todo("bobs"));
        Device ann = world().member("ann").switchedOff();
        EarlierVersion version = version(EARLIER);
        try (EarlierDevice before = new EarlierDevice(version, ann.file(), ann.user(), world().server())) {
            before.create(world().project(), "offline");
            assertThat(before.syncs()).as(before.problem()).isTrue();
            Await.until("bob has it", () -> bob.texts().contains("offline"));
            assertThat(before.texts()).isEqualTo("[bobs, offline]");
        }
        try (EarlierDevice before = new EarlierDevice(version, ann.file(), ann.user(), world().server())) {
            before.create(world().project(), "before the update");
        }

        ann.switchOn();

        assertThat(ann.client().pending()).hasSize(1);
        ann.online().awaitSameAsServer();
        Await.until("bob has it", () -> bob.texts().contains("before the update"));
        try (EarlierDevice again =
                new EarlierDevice(version, directory.resolve("new.db"), ann.user(), world().server())) {
            assertThat(again.syncs()).as(again.problem()).isTrue();
            assertThat(again.texts()).isEqualTo("[before the update, bobs, offline]");
        }
    }

    @Test
    default void ofTheFirstProtocolAreToldSoAndLoseNothing() throws Exception {
        Device bob = world().member("bob").online().awaitSynced();
        Device ann = world().member("ann").switchedOff();
        try (EarlierDevice before =
                new EarlierDevice(version(FIRST_PROTOCOL), ann.file(), ann.user(), world().server())) {
            before.create(world().project(), "long ago");
            assertThat(before.syncs()).isFalse();
            assertThat(before.problem()).contains("HTTP status 426");
            assertThat(before.texts()).isEqualTo("[long ago]");
        }

        ann.switchOn();

        ann.online().awaitSameAsServer();
        Await.until("bob has it", () -> bob.texts().contains("long ago"));
    }
}

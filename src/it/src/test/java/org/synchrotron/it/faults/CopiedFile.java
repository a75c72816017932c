package org.synchrotron.it.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.synchrotron.it.kit.Await;

/** A user copies the file of a device, with pending work, to another device. Both work on, and the server notices. */
record CopiedFile() implements Fault {

    @Override
    public String title() {
        return "two devices on one copied file";
    }

    @Override
    public void strike(Site site, Random chance) {
        FaultyDevice victim = site.victim(chance);
        site.awaitActions(1 + chance.nextInt(10));
        victim.kill();
        FaultyDevice twin = victim.twin(copy(victim.file(), site.directory()));
        victim.start();
        site.visitedBy(twin.start());
        victim.ask("work 1");
        twin.ask("work 2");
        site.awaitActions(Phase.MANY);
        site.network().cut();
        Await.until(
                "one of the two has another client id", () -> !victim.ask("id").equals(twin.ask("id")));
    }

    private static Path copy(Path file, Path directory) {
        try {
            Path copy = Files.createTempDirectory(directory, "twin").resolve("twin.db");
            for (String part : List.of("", "-wal")) {
                Path from = file.resolveSibling(file.getFileName() + part);
                if (Files.exists(from)) {
                    Files.copy(from, copy.resolveSibling(copy.getFileName() + part));
                }
            }
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

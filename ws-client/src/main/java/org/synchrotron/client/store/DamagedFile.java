package org.synchrotron.client.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * The places of a file that is replaced because it is damaged. Each step is one renaming, so a program that ends in between goes on at the
 * next opening:
 *
 * <ol>
 *   <li>the new file is made as {@code <name>.recovering}; one that is left over is made again;
 *   <li>it is complete, and is called {@code <name>.recovered} from now on;
 *   <li>the damaged file, with its write-ahead log, gets the name of the copy;
 *   <li>the new file gets the name of the damaged one.
 * </ol>
 */
final class DamagedFile {

    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    /** In the order in which they are moved: the file last, since without it the others mean nothing. */
    private static final List<String> PARTS = List.of("-wal", "-shm", "");

    private final Path file;

    DamagedFile(Path file) {
        this.file = file;
    }

    private static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    /** {@return whether this was a database once} A text that somebody gave by mistake was none. */
    boolean wasDatabase() throws IOException {
        byte[] first;
        try (InputStream in = Files.newInputStream(file)) {
            first = in.readNBytes(512);
        }
        int same = 0;
        boolean empty = first.length == 512;
        for (int i = 0; i < first.length; i++) {
            empty &= first[i] == 0;
            same += i < MAGIC.length && first[i] == MAGIC[i] ? 1 : 0;
        }
        return empty || same > MAGIC.length / 2 || Files.exists(beside(file, "-wal"));
    }

    /** {@return where the new file is to be made} Nothing is there. */
    Path fresh() throws IOException {
        Path fresh = beside(file, ".recovering");
        for (String part : PARTS) {
            Files.deleteIfExists(beside(fresh, part));
        }
        return fresh;
    }

    /**
     * {@return where the damaged file is kept} The new file has its name now.
     *
     * @param fresh the new file, complete and closed
     */
    Path replace(Path fresh, Instant now) throws IOException {
        Path recovered = beside(file, ".recovered");
        Files.move(fresh, recovered, StandardCopyOption.ATOMIC_MOVE);
        return finish(recovered, now);
    }

    /** Goes on where a program ended, if it ended in the middle of a replacement. */
    void goOn(Instant now) throws IOException {
        Path recovered = beside(file, ".recovered");
        if (Files.exists(recovered)) {
            finish(recovered, now);
        }
    }

    private Path finish(Path recovered, Instant now) throws IOException {
        Path copy = beside(file, ".damaged-" + TIME.format(now));
        for (int n = 2; Files.exists(copy); n++) {
            copy = beside(file, ".damaged-" + TIME.format(now) + "-" + n);
        }
        for (String part : PARTS) {
            if (Files.exists(beside(file, part))) {
                Files.move(beside(file, part), beside(copy, part), StandardCopyOption.ATOMIC_MOVE);
            }
        }
        Files.move(recovered, file, StandardCopyOption.ATOMIC_MOVE);
        return copy;
    }
}

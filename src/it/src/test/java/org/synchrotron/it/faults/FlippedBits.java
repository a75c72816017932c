package org.synchrotron.it.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * The process of a client ends, and bits of its file or of its write-ahead log are wrong when it starts again. The server has what it had
 * executed. What no check can notice, a value of a row, is right again after a rebase.
 *
 * @param suffix of the file whose bits flip
 */
record FlippedBits(String suffix) implements Fault {

    private static final int MOST = 20;

    @Override
    public String title() {
        return "bits flip in the " + (suffix.isEmpty() ? "file" : "write-ahead log");
    }

    @Override
    public void strike(Site site, Random chance) {
        FaultyDevice victim = site.victim(chance);
        victim.ask("rest");
        victim.ask("synced " + Phase.SECONDS);
        victim.kill();
        flip(victim.file().resolveSibling(victim.file().getFileName() + suffix), chance);
        victim.isDamaged();
        victim.start();
        victim.ask("rebase");
    }

    private static void flip(Path file, Random chance) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            for (int i = 1 + chance.nextInt(MOST); i > 0 && bytes.length > 0; i--) {
                bytes[chance.nextInt(bytes.length)] ^= (byte) (1 << chance.nextInt(8));
            }
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package org.synchrotron.bench.run.setup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The process of a server: how much memory it has, as its JVM ({@code jcmd} of the JDK) and the system tell. Use it from one thread. */
public final class ServerProcess {

    /** Eden, survivors and the old generation, of the serial collector. */
    private static final Pattern USED = Pattern.compile("generation\\s+total \\d+K, used (\\d+)K");

    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    private final long pid;

    private ServerProcess(long pid) {
        this.pid = pid;
    }

    /** {@return the process that this program started for a server with this address} */
    static ServerProcess of(URI root) {
        String port = String.valueOf(root.getPort());
        return ProcessHandle.current()
                .children()
                .filter(each -> each.info()
                        .arguments()
                        .map(Arrays::asList)
                        .orElse(List.of())
                        .containsAll(List.of("--port", port)))
                .map(each -> new ServerProcess(each.pid()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no process serves " + root));
    }

    /** {@return the bytes of the heap that are in use after a full collection} */
    public long usedHeap() {
        command("GC.run");
        Matcher used = USED.matcher(command("GC.heap_info"));
        long bytes = 0;
        while (used.find()) {
            bytes += 1024 * Long.parseLong(used.group(1));
        }
        if (bytes == 0) {
            throw new IllegalStateException("the server's JVM does not tell how much of its heap it uses");
        }
        return bytes;
    }

    /** {@return the bytes of memory that the process has, its whole heap included; empty where the system does not tell} */
    public OptionalLong resident() {
        Path status = Path.of("/proc", String.valueOf(pid), "status");
        if (!Files.exists(status)) {
            return OptionalLong.empty();
        }
        try {
            Matcher found = RESIDENT.matcher(Files.readString(status));
            return found.find() ? OptionalLong.of(1024 * Long.parseLong(found.group(1))) : OptionalLong.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has the JVM write its collections to a file from now on. */
    public CollectionLog logCollections(Path file) {
        command("VM.log", "output=" + file, "what=gc");
        return new CollectionLog(file);
    }

    private String command(String... command) {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), String.valueOf(pid))
                .redirectErrorStream(true);
        builder.command().addAll(List.of(command));
        try {
            Process process = builder.start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("jcmd " + String.join(" ", command) + ": " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

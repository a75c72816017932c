package org.synchrotron.client.link.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** What links leave behind in this JVM: threads that are in their code, and open files, which sockets are, too. */
final class LeftOver {

    private static final String PACKAGE = LeftOver.class.getPackageName();
    private static final int PATIENCE_MS = 20_000;
    private static final int LOOK_MS = 20;
    private static final int A_FEW = 2;

    private final long files = openFiles();

    /**
     * Waits until no thread of a link does anything, and no more files are open than before.
     *
     * @param others files that the test itself has opened meanwhile; a few more may be the JVM's
     */
    void awaitNothing(int others) throws InterruptedException {
        long atMost = files + others + A_FEW;
        await(() -> busyThreads().size());
        assertThat(busyThreads()).isEmpty();
        await(() -> openFiles() - atMost);
        assertThat(openFiles()).as("open files").isLessThanOrEqualTo(atMost);
    }

    private static void await(LongSupplier untilZero) throws InterruptedException {
        for (int waited = 0; untilZero.getAsLong() > 0 && waited < PATIENCE_MS; waited += LOOK_MS) {
            Thread.sleep(LOOK_MS);
        }
    }

    /** {@return those that are in the code of a link, or that connect, each with the place} */
    private static List<String> busyThreads() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(each -> each.getKey() != Thread.currentThread())
                .filter(each -> !each.getKey().getName().equals(RawServer.THREADS))
                .flatMap(LeftOver::placeInALink)
                .toList();
    }

    private static Stream<String> placeInALink(Map.Entry<Thread, StackTraceElement[]> thread) {
        String name = thread.getKey().getName();
        return name.startsWith("synchrotron-connect")
                ? Stream.of(name)
                : Arrays.stream(thread.getValue())
                        .filter(frame -> frame.getClassName().startsWith(PACKAGE))
                        .limit(1)
                        .map(frame -> name + " in " + frame);
    }

    private static long openFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
    }
}

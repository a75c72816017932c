package org.synchrotron.demo.run.setup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Payara Micro with one application, as a separate process on loopback. */
public final class ApplicationServer implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    /** Payara Micro logs this after booting, even if it could not deploy the application. */
    private static final String BOOTED = "Payara Micro URLs";

    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final String READINESS = "health/ready";
    private static final String CHECK = "synchrotron";
    /** The health check answers this while, or because, nothing is deployed. */
    private static final String NOT_DEPLOYED = "No Application deployed";

    private static final Duration PAUSE = Duration.ofMillis(50);
    /** Listen on loopback only. Disable Hazelcast, which would listen on all addresses. */
    private static final String BOOT_COMMANDS = """
            set configs.config.server-config.network-config.network-listeners.network-listener.http-listener.address=127.0.0.1
            set configs.config.server-config.hazelcast-config-specific-configuration.enabled=false
            """;

    private final Supplier<ChildProcess> starting;
    private final URI root;
    private final LongSupplier nanoTime;
    private ChildProcess process;
    private boolean startedAgain;
    private boolean closed;

    private ApplicationServer(Supplier<ChildProcess> starting, URI root, LongSupplier nanoTime) {
        this.starting = starting;
        this.root = root;
        this.nanoTime = nanoTime;
        this.process = starting.get();
    }

    /**
     * Starts a server with the application at its root. Does not wait until it is ready. It may be started before its database, and
     * usually finds it when it deploys the application. If it was too early, {@link #awaitReady} starts it again.
     *
     * @param payara the jar of Payara Micro
     * @param settings the application's settings, as environment variables
     * @param nanoTime a clock to measure durations, in nanoseconds
     */
    public static ApplicationServer start(
            Workspace workspace, Path payara, Path war, Map<String, String> settings, LongSupplier nanoTime) {
        Path home = workspace.directory("payara");
        unpack(payara, home, workspace.file("payara-unpack.log"));
        int port = FreePort.find();
        Path bootCommands = workspace.file("boot-commands.txt");
        write(bootCommands, BOOT_COMMANDS);
        List<String> command = List.of(
                java(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx1500m",
                "-Xmn1g",
                "-Dpayaramicro.disablePhoneHome=true",
                "-Djava.io.tmpdir=" + workspace.directory("payara-tmp"),
                "-jar",
                home.resolve("launch-micro.jar").toString(),
                "--nocluster",
                "--port",
                String.valueOf(port),
                "--prebootcommandfile",
                bootCommands.toString(),
                "--deploy",
                war.toString(),
                "--contextroot",
                "/");
        return new ApplicationServer(
                () -> ChildProcess.start(command, settings, workspace.file("payara.log")),
                URI.create("http://127.0.0.1:" + port + "/"),
                nanoTime);
    }

    /**
     * Waits until the application reports that it is ready, and Payara Micro has finished its start: before, it may answer everything with 500. The
     * application's database must be there by now.
     *
     * @throws IllegalStateException if it is not ready in time; the message contains the end of the server's log
     */
    public void awaitReady() throws InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(root.resolve(READINESS))
                .timeout(Duration.ofSeconds(5))
                .build();
        long deadline = nanoTime.getAsLong() + TIMEOUT.toNanos();
        while (true) {
            boolean booted = process().hasLogged(BOOTED);
            String health = answer(http, request);
            if (booted && health.contains(CHECK)) {
                return;
            }
            if (!process().isAlive()) {
                throw failed("has ended");
            }
            if (booted) {
                if (health.contains(NOT_DEPLOYED) && startAgain()) {
                    continue;
                }
                deadline = Math.min(deadline, nanoTime.getAsLong() + GRACE.toNanos());
            }
            if (nanoTime.getAsLong() > deadline) {
                throw failed("is not ready at " + request.uri());
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    /** {@return whether the server was started again, which is done once at most} */
    private synchronized boolean startAgain() {
        if (startedAgain || closed) {
            return false;
        }
        startedAgain = true;
        process.close();
        process = starting.get();
        return true;
    }

    private synchronized ChildProcess process() {
        return process;
    }

    private IllegalStateException failed(String how) {
        return new IllegalStateException(
                "Payara Micro " + how + ". From its log:\n" + process().trouble());
    }

    /** {@return the application's URL} */
    public URI root() {
        return root;
    }

    /** {@return the server's log file} */
    public Path log() {
        return process().log();
    }

    /** Waits until the server ends by itself. */
    public void awaitEnd() throws InterruptedException {
        process().awaitEnd();
    }

    @Override
    public synchronized void close() {
        closed = true;
        process.close();
    }

    @Override
    public String toString() {
        return "Payara Micro";
    }

    /**
     * Unpacks the jar, because the server then answers ten times as fast: with the nested jar, each message causes a scan for
     * services.
     */
    private static void unpack(Path payara, Path home, Path log) {
        List<String> command = List.of(
                java(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                payara.toString(),
                "--rootdir",
                home.toString(),
                "--outputlauncher");
        try (ChildProcess unpacking = ChildProcess.start(command, Map.of(), log)) {
            if (unpacking.awaitEnd() != 0) {
                throw new IllegalStateException("Payara Micro cannot be unpacked:\n" + unpacking.trouble());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Payara Micro was unpacked", e);
        }
    }

    /**
     * {@return the checks in the answer while the server is ready or has deployed nothing; empty otherwise} The application's own
     * check counts, because the server may report that it is ready before it has deployed the application.
     */
    private static String answer(HttpClient http, HttpRequest request) throws InterruptedException {
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            return response.statusCode() == 200 || response.body().contains(NOT_DEPLOYED) ? response.body() : "";
        } catch (IOException e) {
            return "";
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}

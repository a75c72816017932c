package org.synchrotron.demo.run.surroundings;

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
import java.util.function.Supplier;

/** Payara Micro with one application, as a process of its own on loopback. */
public final class ApplicationServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    /** It says so even if the application could not be deployed. */
    private static final String BOOTED = "Payara Micro URLs";

    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final String READINESS = "health/ready";
    private static final String CHECK = "synchrotron";
    /** What it says of its health as long as, or because, nothing is deployed. */
    private static final String NOT_DEPLOYED = "No Application deployed";

    private static final Duration PAUSE = Duration.ofMillis(50);
    /** On loopback only, and without the cluster's own node, which would listen on every address. */
    private static final String BOOT_COMMANDS = """
            set configs.config.server-config.network-config.network-listeners.network-listener.http-listener.address=127.0.0.1
            set configs.config.server-config.hazelcast-config-specific-configuration.enabled=false
            """;

    private final Supplier<ChildProcess> starting;
    private final URI root;
    private ChildProcess process;
    private boolean startedAgain;
    private boolean closed;

    private ApplicationServer(Supplier<ChildProcess> starting, URI root) {
        this.starting = starting;
        this.root = root;
        this.process = starting.get();
    }

    /**
     * Starts it with the application at its root, and does not wait for it. It may be started before its database, and then
     * usually finds it where it deploys the application; if it was too early, {@link #awaitReady} starts it again.
     *
     * @param payara the jar of Payara Micro
     * @param settings the application's, as environment
     */
    public static ApplicationServer start(Workspace workspace, Path payara, Path war, Map<String, String> settings) {
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
                URI.create("http://127.0.0.1:" + port + "/"));
    }

    /**
     * Waits until the application says that it is ready. Its database must be there by now.
     *
     * @throws IllegalStateException if it does not in time; the message has the end of the server's log
     */
    public void awaitReady() throws InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(root.resolve(READINESS))
                .timeout(Duration.ofSeconds(5))
                .build();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            boolean booted = process().hasLogged(BOOTED);
            String health = answer(http, request);
            if (health.contains(CHECK)) {
                return;
            }
            if (!process().isAlive()) {
                throw failed("has ended");
            }
            if (booted) {
                if (health.contains(NOT_DEPLOYED) && startAgain()) {
                    continue;
                }
                deadline = Math.min(deadline, System.nanoTime() + GRACE.toNanos());
            }
            if (System.nanoTime() > deadline) {
                throw failed("is not ready at " + request.uri());
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    /** {@return whether it was started again; that is done once} */
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

    /** {@return where the application is} */
    public URI root() {
        return root;
    }

    /** {@return the file to which it logs} */
    public Path log() {
        return process().log();
    }

    /** Waits until it ends by itself. */
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

    /** Unpacked it answers ten times as fast: from the nested jar, every message costs a scan for services. */
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

    /** {@return the checks that it names while it is ready or nothing is deployed; empty else} */
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

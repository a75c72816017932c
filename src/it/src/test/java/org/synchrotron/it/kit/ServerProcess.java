package org.synchrotron.it.kit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** A server node as a process of its own: Payara Micro with the tests' application. A test starts and stops it. */
public final class ServerProcess implements AutoCloseable {

    private static final int GRACE_SECONDS = 10;
    private static final int MOST_STARTS = 3;
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final int port;
    private final Path log;
    private final ProcessBuilder command;
    private volatile Process process;
    private final Thread atExit = new Thread(this::kill);

    private ServerProcess(String name, int port, Map<String, String> settings, Map<String, WebArchive> wars)
            throws IOException {
        Path directory = Files.createTempDirectory(TestSettings.temporaryDirectory(), name);
        wars.forEach((context, war) -> war.as(ZipExporter.class)
                .exportTo(directory.resolve(context + ".war").toFile()));
        this.port = port;
        this.log = directory.resolve("payara.log");
        this.command = new ProcessBuilder(command(port, settings, wars.keySet()))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        this.process = command.start();
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Starts a node. Does not wait until it is ready.
     *
     * @param settings settings of the application, in addition to those of all nodes
     */
    public static ServerProcess start(String name, int port, Map<String, String> settings) {
        return start(name, port, settings, Map.of("todos", TodosWar.create()));
    }

    /**
     * Starts a node with other WARs. Does not wait until it is ready.
     *
     * @param wars the WARs by the name of their context
     */
    public static ServerProcess start(
            String name, int port, Map<String, String> settings, Map<String, WebArchive> wars) {
        try {
            return new ServerProcess(name, port, settings, wars);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(int port, Map<String, String> settings, Set<String> contexts) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(PayaraOptions.ofJava());
        command.addAll(List.of("-jar", TestSettings.payaraJar().toString()));
        command.addAll(PayaraOptions.ofPayara(settings));
        command.addAll(List.of("--nocluster", "--port", String.valueOf(port)));
        contexts.stream().sorted().forEach(context -> command.addAll(List.of("--deploy", context + ".war")));
        return command;
    }

    /** {@return a free port of loopback} */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the JVM's answer to a command of the JDK's {@code jcmd}} */
    public String jcmd(String command) {
        try {
            Process asked = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            String.valueOf(process.pid()),
                            command)
                    .redirectErrorStream(true)
                    .start();
            try (InputStream in = asked.getInputStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return what the node has logged so far} */
    public String log() {
        try {
            return Files.readString(log, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the application's URL} */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + port + "/todos");
    }

    /** {@return the stacks of the node's threads, one text each} */
    public List<String> threads() {
        return List.of(jcmd("Thread.print").split("\n\n"));
    }

    /**
     * Waits until the node reports that it is ready. Uses only its readiness, like a load balancer. Payara Micro's own services start on several
     * threads at once and now and then meet in a list that is not made for it (HK2's SystemDescriptor); then it ends before it deploys
     * anything, and is started again.
     */
    public ServerProcess awaitReady() {
        AtomicInteger starts = new AtomicInteger(1);
        if (!Await.happens("node at " + uri() + " is ready", Await.BOOT_TIMEOUT, () -> {
            if (!process.isAlive() && hasMetItself() && starts.incrementAndGet() <= MOST_STARTS) {
                process = command.start();
            }
            if (!process.isAlive()) {
                throw new AssertionError("Payara Micro has ended. Its log:\n" + log());
            }
            return isReady();
        })) {
            throw new AssertionError("the node at " + uri() + " is not ready. Its log:\n" + log());
        }
        return this;
    }

    private boolean hasMetItself() {
        return log().contains("ConcurrentModificationException")
                && log().contains("org.jvnet.hk2.internal.SystemDescriptor.invokeInstanceListeners");
    }

    /**
     * Looks for the application's own check, because the server reports that it is ready before it has deployed the application.
     */
    private boolean isReady() throws InterruptedException {
        try {
            HttpResponse<String> answer = readiness();
            return answer.statusCode() == 200 && answer.body().contains("\"synchrotron\"");
        } catch (IOException e) {
            return false;
        }
    }

    /** {@return the response of the server's readiness check} */
    public HttpResponse<String> readiness() throws IOException, InterruptedException {
        return get(uri().resolve("/health/ready").toString());
    }

    /** {@return what the application answers below its URL, without a token} */
    public String rest(String path) throws IOException, InterruptedException {
        return get(uri() + "/rest/" + path).body();
    }

    private static HttpResponse<String> get(String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(5))
                .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }

    /** Kills the process at once. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    private boolean awaitEnd() {
        try {
            return process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        process.destroy();
        if (!awaitEnd()) {
            kill();
        }
    }
}

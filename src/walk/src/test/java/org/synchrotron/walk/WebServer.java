package org.synchrotron.walk;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The server that a command of the pages has started.
 *
 * @param program what runs it
 * @param address its host and port
 */
record WebServer(RunningProgram program, String address) {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** {@return whether it became ready, and the application answers, too} */
    boolean isReadyInTime() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isReady()) {
            if (System.nanoTime() > deadline || !program.process().isAlive()) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return true;
    }

    private boolean isReady() throws InterruptedException {
        return get("/health/ready").contains("\"synchrotron\"")
                && !get("/todos/log/records").startsWith("404");
    }

    /** {@return the status and the text that it answers; a text of our own if it does not} */
    String get(String path) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + path))
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        } catch (IOException e) {
            return "no answer: " + e;
        }
    }

    /** {@return its log so far} */
    String printed() {
        return program.printed();
    }

    /** Ends it at once. */
    void kill() {
        program.kill();
    }
}

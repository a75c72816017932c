package org.synchrotron.server.access.token;

import com.nimbusds.jose.jwk.JWKSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.synchrotron.log.JsonText;

/** Fetches a JWK set by HTTP: within a time, up to a size, and from no other address. Thread-safe. */
public final class JwksDownload implements Supplier<CompletableFuture<JWKSet>> {

    private static final Duration TO_CONNECT = Duration.ofSeconds(2);
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int LONGEST = 256 * 1024;
    private static final int OK = 200;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(TO_CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final HttpRequest request;
    private final Duration limit;

    /**
     * @param address an address with https; also with http, if it is on this machine
     * @throws IllegalArgumentException if it is another address
     */
    public JwksDownload(URI address) {
        this(address, LIMIT);
    }

    /** @param limit how long it may take in all */
    JwksDownload(URI address, Duration limit) {
        boolean isSafe = "https".equalsIgnoreCase(address.getScheme())
                || ("http".equalsIgnoreCase(address.getScheme())
                        && LOOPBACK.contains(String.valueOf(address.getHost())));
        if (!isSafe || address.getHost() == null) {
            throw new IllegalArgumentException("synchrotron.token.jwks-url must be an https URL, not " + address);
        }
        this.request = HttpRequest.newBuilder(address)
                .header("Accept", "application/json")
                .timeout(limit)
                .build();
        this.limit = limit;
    }

    @Override
    public CompletableFuture<JWKSet> get() {
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request, head -> new LimitedBody());
        CompletableFuture<JWKSet> set =
                answer.thenApply(JwksDownload::read).orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS);
        var unused = set.whenComplete((read, failure) -> answer.cancel(true));
        return set;
    }

    private static JWKSet read(HttpResponse<byte[]> answer) {
        if (answer.statusCode() != OK) {
            throw new UncheckedIOException(new IOException("HTTP status " + answer.statusCode()));
        }
        try {
            String text = new String(answer.body(), StandardCharsets.UTF_8);
            return JWKSet.parse(JsonText.of(JsonText.readMessage(text)));
        } catch (ParseException e) {
            throw new UncheckedIOException(new IOException("it is no JWK set: " + e.getMessage(), e));
        }
    }

    /** A body of at most {@link #LONGEST} bytes. */
    private static final class LimitedBody implements BodySubscriber<byte[]> {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final CompletableFuture<byte[]> body = new CompletableFuture<>();
        private @Nullable Subscription subscription;

        @Override
        public CompletionStage<byte[]> getBody() {
            return body;
        }

        @Override
        public void onSubscribe(Subscription begun) {
            subscription = begun;
            begun.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> parts) {
            for (ByteBuffer part : parts) {
                if (bytes.size() + part.remaining() > LONGEST) {
                    if (subscription != null) {
                        subscription.cancel();
                    }
                    body.completeExceptionally(new IOException("the answer is longer than " + LONGEST + " bytes"));
                    return;
                }
                byte[] copy = new byte[part.remaining()];
                part.get(copy);
                bytes.writeBytes(copy);
            }
        }

        @Override
        public void onError(Throwable failure) {
            body.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            body.complete(bytes.toByteArray());
        }
    }
}

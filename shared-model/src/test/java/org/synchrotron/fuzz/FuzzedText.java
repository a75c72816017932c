package org.synchrotron.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.synchrotron.protocol.MalformedMessage;

/** What the fuzz tests do with each input. */
final class FuzzedText {

    /** Generous: the first use of a class may take seconds while Jazzer instruments it. Work without end exceeds every limit. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private FuzzedText() {}

    /** Checks an input as a text, within the limit of time. */
    static void check(byte[] input, Consumer<String> check) {
        assertTimeoutPreemptively(LIMIT, () -> check.accept(new String(input, StandardCharsets.UTF_8)));
    }

    /** Requires that the text is refused with a message, or that the message in it can be written and read back. */
    static <M> void isRefusedOrComesBack(String text, Function<String, M> read, Function<M, String> write) {
        M message;
        try {
            message = read.apply(text);
        } catch (MalformedMessage refused) {
            assertThat(refused).message().isNotBlank();
            return;
        }
        assertThat(read.apply(write.apply(message))).isEqualTo(message);
    }
}

package org.synchrotron.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.synchrotron.protocol.ClientMessage;
import org.synchrotron.protocol.MalformedMessage;
import org.synchrotron.protocol.MessageCodec;

class ClientMessageFuzzTest {

    private static final MessageCodec CODEC = new MessageCodec();

    /** Generous: the first use of a class may take seconds while Jazzer instruments it. Work without end exceeds every limit. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @FuzzTest
    void aTextIsRefusedOrIsTheMessageThatItsWritingGives(byte[] text) {
        assertTimeoutPreemptively(LIMIT, () -> check(new String(text, StandardCharsets.UTF_8)));
    }

    private static void check(String text) {
        ClientMessage message;
        try {
            message = CODEC.readFromClient(text);
        } catch (MalformedMessage refused) {
            assertThat(refused).message().isNotBlank();
            return;
        }
        assertThat(CODEC.readFromClient(CODEC.write(message))).isEqualTo(message);
    }
}

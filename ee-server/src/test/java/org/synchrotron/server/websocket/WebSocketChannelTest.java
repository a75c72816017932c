package org.synchrotron.server.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synchrotron.server.session.CloseCode;

class WebSocketChannelTest {

    private final List<String> parts = new ArrayList<>();
    private final ContainerSession container = new ContainerSession(parts::add);
    private final WebSocketChannel channel = new WebSocketChannel(container.session());

    @Test
    void aLongTextIsSentInParts() throws IOException {
        String text = "0123456789".repeat(60_000);
        channel.send("short");
        channel.send(text);

        assertThat(parts).hasSizeGreaterThan(2);
        assertThat(parts.get(0)).isEqualTo("short");
        assertThat(String.join("", parts.subList(1, parts.size()))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "REFUSED, 1003",
        "PROTOCOL_BROKEN, 1002",
        "MESSAGE_TOO_LONG, 1009",
        "DOES_NOT_READ, 1013",
        "TIMED_OUT, 1008",
        "BUSY, 1013",
        "FAILED, 1011"
    })
    void closeCodesHaveTheirNumbersOnTheWire(CloseCode code, int number) throws IOException {
        channel.close(code, "why");

        assertThat(container.closed()).singleElement().satisfies(reason -> {
            assertThat(reason.getCloseCode().getCode()).isEqualTo(number);
            assertThat(reason.getReasonPhrase()).isEqualTo("why");
        });
    }

    @Test
    void nothingIsSentAfterTheEnd() {
        channel.ended();

        assertThatThrownBy(() -> channel.send("late")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> channel.close(CloseCode.REFUSED, "late")).isInstanceOf(IOException.class);
        assertThat(parts).isEmpty();
        assertThat(container.closed()).isEmpty();
    }
}

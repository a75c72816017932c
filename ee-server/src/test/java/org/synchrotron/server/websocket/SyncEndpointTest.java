package org.synchrotron.server.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SyncEndpointTest {

    private final List<String> sent = new ArrayList<>();
    private final ContainerSession container = new ContainerSession(sent::add);
    private final SyncEndpoint endpoint = new SyncEndpoint();

    /** The endpoint has no opener here: a session that it opened would be a failure. */
    @Test
    void aConnectionWithoutAVerifiedCallerIsClosedAndIgnored() throws Exception {
        endpoint.open(container.session());
        endpoint.text("{\"type\":\"hello\",", false);
        endpoint.close();

        assertThat(container.closed())
                .extracting(CloseReason::getCloseCode)
                .containsExactly(CloseCodes.VIOLATED_POLICY);
        assertThat(sent).isEmpty();
    }
}

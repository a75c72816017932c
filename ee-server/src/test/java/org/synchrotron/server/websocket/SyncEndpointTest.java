package org.synchrotron.server.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.synchrotron.server.session.SessionOpener;
import org.synchrotron.server.session.Strangers;

class SyncEndpointTest {

    private final List<String> sent = new ArrayList<>();
    private final ContainerSession container = new ContainerSession(sent::add);
    private final SyncEndpoint endpoint = new SyncEndpoint() {
        @Override
        SessionOpener opener() {
            return Strangers.opener();
        }
    };

    /** There is no database: a session that the endpoint opened would fail to greet. */
    @Test
    void aConnectionWithoutAVerifiedCallerGetsNoSession() {
        endpoint.open(container.session());
        assertThat(container.closed()).as("it may send a token first").isEmpty();
        endpoint.text("{\"type\":\"hello\",\"protocol\":2,\"clientId\":\"till\",", false);
        endpoint.text("\"replica\":{\"library\":\"x\",\"pending\":0,\"quarantined\":0}}", true);

        assertThat(sent).singleElement().asString().contains("\"refused\"", "\"unauthorized\"");
        assertThat(container.closed())
                .extracting(CloseReason::getCloseCode)
                .containsExactly(CloseCodes.VIOLATED_POLICY);
        endpoint.text("{\"type\":\"need\",\"rows\":{}}", true);
        endpoint.close();
        assertThat(sent).hasSize(1);
    }
}

package org.synchrotron.it.todos;

import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import org.synchrotron.server.websocket.SyncEndpoint;

/** The server's endpoint at a path that the filter does not protect, so that it meets connections without a caller. */
@ServerEndpoint("/unfiltered")
public class UnfilteredEndpoint extends SyncEndpoint {

    @Override
    @OnOpen
    public void open(Session session) {
        super.open(session);
    }
}

package org.synchrotron.server.kit;

import java.util.ArrayList;
import java.util.List;
import org.synchrotron.log.ClientId;
import org.synchrotron.server.log.LogPosition;
import org.synchrotron.server.log.LogReplacedListener;

/** What operators are told of a log that lost its end. For one thread. */
public final class ToldLosses implements LogReplacedListener {

    private final List<String> told = new ArrayList<>();

    @Override
    public void replaced(LogPosition read, LogPosition end) {
        told.add("from " + read.ingestId() + " to " + end.ingestId());
    }

    @Override
    public void sentToRows(ClientId client) {
        told.add(client.value());
    }

    /** {@return what was told, in order} */
    public List<String> told() {
        return told;
    }
}

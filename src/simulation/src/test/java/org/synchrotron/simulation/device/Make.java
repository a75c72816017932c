package org.synchrotron.simulation.device;

import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Supplier;
import org.synchrotron.action.ActionCatalogue;
import org.synchrotron.client.store.LogKeeping;
import org.synchrotron.clock.WallClock;
import org.synchrotron.protocol.MessageCodec;
import org.synchrotron.simulation.time.Timeline;

/** What the processes of one client have in common. */
record Make(
        Path file,
        String client,
        String user,
        ActionCatalogue actions,
        MessageCodec codec,
        WallClock wall,
        Supplier<UUID> ids,
        Timeline timeline,
        Connector connector,
        LogKeeping keeping) {}

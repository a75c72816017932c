package org.synchrotron.client.upload;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.synchrotron.client.store.Store;
import org.synchrotron.log.LogEntry;
import org.synchrotron.protocol.ClientMessage.Upload;
import org.synchrotron.protocol.MessageCodec;

/** Chooses what goes into the next upload. */
public final class Uploads {

    private final Store store;
    private final MessageCodec codec;

    public Uploads(Store store, MessageCodec codec) {
        this.store = store;
        this.codec = codec;
    }

    /** {@return the first pending records whose message has at most that many bytes} */
    public Offer next(long maxMessageBytes) {
        return store.database().transaction("pending records cannot be read", () -> choose(maxMessageBytes));
    }

    private Offer choose(long maxMessageBytes) {
        List<LogEntry> chosen = new ArrayList<>();
        long sum = 0;
        for (LogEntry pending : store.records().pending()) {
            LogEntry entry = store.effects().pending(pending.record());
            // Each alone as a message is a little more than its share of a common one.
            long bytes = bytes(entry);
            if (sum + bytes > maxMessageBytes) {
                return chosen.isEmpty()
                        ? new Offer.TooLarge(entry.record().id(), entry.record().tag(), bytes)
                        : new Offer.Batch(chosen);
            }
            chosen.add(entry);
            sum += bytes;
        }
        return chosen.isEmpty() ? new Offer.Nothing() : new Offer.Batch(chosen);
    }

    private long bytes(LogEntry entry) {
        return codec.write(new Upload(Long.MAX_VALUE, Long.MAX_VALUE, List.of(entry)))
                .getBytes(StandardCharsets.UTF_8)
                .length;
    }
}

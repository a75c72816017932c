package org.synchrotron.client.upload;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.synchrotron.client.store.Store;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.LogEntry;
import org.synchrotron.protocol.ClientMessage.Upload;
import org.synchrotron.protocol.MessageCodec;
import org.synchrotron.protocol.UploadedRecord;
import org.synchrotron.protocol.Utf8;

/** Chooses what goes into the next upload. */
public final class Uploads {

    /** A longer upload would hold the server's lock for long. One record may be longer. */
    private static final long MOST_BYTES = 1 << 20;

    private final Store store;
    private final MessageCodec codec;

    public Uploads(Store store, MessageCodec codec) {
        this.store = store;
        this.codec = codec;
    }

    /**
     * {@return the first pending records that fit into one upload}
     *
     * @param after only records after this place; null for all
     * @param server what the server takes
     */
    public Offer next(@Nullable ReplayKey after, UploadTerms server) {
        return store.database().transaction("pending records cannot be read", () -> choose(after, server));
    }

    private Offer choose(@Nullable ReplayKey after, UploadTerms server) {
        List<UploadedRecord> chosen = new ArrayList<>();
        long sum = 0;
        for (LogEntry pending : store.records().pending(after, server.records())) {
            UploadedRecord entry = server.form(store.effects().pending(pending.record()));
            // Each alone as a message is a little more than its share of a common one.
            long bytes = bytes(entry);
            if (chosen.isEmpty() && bytes > server.maxMessageBytes()) {
                return new Offer.TooLarge(entry.record().id(), entry.record().tag(), bytes);
            }
            if (!chosen.isEmpty() && sum + bytes > Math.min(MOST_BYTES, server.maxMessageBytes())) {
                break;
            }
            chosen.add(entry);
            sum += bytes;
        }
        return chosen.isEmpty() ? new Offer.Nothing() : new Offer.Batch(chosen);
    }

    private long bytes(UploadedRecord uploaded) {
        return Utf8.length(codec.write(new Upload(Long.MAX_VALUE, List.of(uploaded))));
    }
}

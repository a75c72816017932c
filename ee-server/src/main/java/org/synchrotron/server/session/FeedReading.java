package org.synchrotron.server.session;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.synchrotron.protocol.RowsMessage.RowsEnd;
import org.synchrotron.protocol.RowsMessage.RowsPart;
import org.synchrotron.protocol.RowsMessage.RowsStart;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.protocol.ServerMessage.Delivery;
import org.synchrotron.server.catchup.LogReplaced;
import org.synchrotron.server.catchup.RowsFailed;

/** Takes what one reading of a feed gives. For one thread at a time. */
final class FeedReading implements DeliverySource.Taker {

    private final SessionFeed feed;
    private @Nullable RowSending sending;

    FeedReading(SessionFeed feed) {
        this.feed = feed;
    }

    @Override
    public void delivery(Set<String> audiences, Delivery delivery) {
        feed.send(audiences, delivery);
    }

    @Override
    public void begin(Set<String> audiences, RowsStart start) {
        sending = feed.beginRows(audiences, start);
    }

    @Override
    public void part(RowsPart part) {
        take(part);
    }

    @Override
    public void end(RowsEnd end) {
        take(end);
        feed.rowsAreRead();
    }

    private void take(ServerMessage message) {
        RowSending begun = sending;
        if (begun == null) {
            throw new IllegalStateException("rows without a beginning");
        }
        begun.take(message);
    }

    @Override
    public void failed(Throwable failure) {
        if (failure instanceof LogReplaced replaced) {
            feed.rowsFailed(String.valueOf(replaced.getMessage()));
        } else if (sending == null) {
            feed.readLater();
        } else {
            feed.rowsFailed(
                    failure instanceof RowsFailed sentence
                            ? String.valueOf(sentence.getMessage())
                            : "the rows could not be read to their end; try again later");
        }
    }
}

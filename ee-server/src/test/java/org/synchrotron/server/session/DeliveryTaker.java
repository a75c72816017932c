package org.synchrotron.server.session;

import java.util.Set;
import java.util.function.Consumer;
import org.synchrotron.protocol.RowsMessage.RowsEnd;
import org.synchrotron.protocol.RowsMessage.RowsPart;
import org.synchrotron.protocol.RowsMessage.RowsStart;
import org.synchrotron.protocol.ServerMessage.Delivery;

/** Takes deliveries of records; rows are not expected. */
record DeliveryTaker(Consumer<Delivery> read, Runnable failure) implements DeliverySource.Taker {

    @Override
    public void delivery(Set<String> audiences, Delivery delivery) {
        read.accept(delivery);
    }

    @Override
    public void begin(Set<String> audiences, RowsStart start) {
        throw new AssertionError("rows came: " + start);
    }

    @Override
    public void part(RowsPart part) {
        throw new AssertionError("rows came: " + part);
    }

    @Override
    public void end(RowsEnd end) {
        throw new AssertionError("rows came: " + end);
    }

    @Override
    public void failed(Throwable cause) {
        failure.run();
    }
}

package org.synchrotron.client.engine;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.synchrotron.client.reconcile.Reconciler;
import org.synchrotron.client.reconcile.Replayed;
import org.synchrotron.client.recover.Restamper;
import org.synchrotron.client.store.Store;
import org.synchrotron.protocol.ServerMessage.Welcome;

/**
 * What the pending records of a replica say of where and when they were executed, and how it changes. Each method is one transaction, and
 * throws {@link org.synchrotron.client.DatabaseFailure} if the file fails. Not thread-safe: one thread at a time may use it.
 */
public final class ReplicaOrigin {

    private final Store store;
    private final Restamper restamper;
    private final Consumer<Supplier<Replayed>> telling;

    /** @param telling carries out a change and tells the listener of its replay */
    ReplicaOrigin(Store store, Reconciler reconciler, Consumer<Supplier<Replayed>> telling) {
        this.store = store;
        this.restamper = new Restamper(store, reconciler);
        this.telling = telling;
    }

    /** The server has greeted the client. What it says of the client id and of the size of records is kept. */
    void welcomed(Welcome said) {
        store.database().transaction("the welcome cannot be stored", () -> {
            store.state().identity().welcomes(said.welcomes());
            store.state().sizes().told(said.limits());
            return said;
        });
    }

    /** Takes another client id, because another file uses the present one. */
    void rename() {
        telling.accept(restamper::rename);
    }

    /** {@return whether a pending record has an earlier clock time} */
    boolean isPendingBefore(long timeMs) {
        return store.database()
                .read(
                        "pending records cannot be read",
                        () -> store.records()
                                .firstPending()
                                .filter(first -> first.clock().timeMs() < timeMs)
                                .isPresent());
    }

    /** Stamps the pending records again, from the server's time on. */
    public void restamp(long serverTimeMs) {
        telling.accept(() -> restamper.restamp(serverTimeMs));
    }
}

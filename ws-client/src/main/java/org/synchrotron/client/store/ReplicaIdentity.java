package org.synchrotron.client.store;

import java.util.UUID;
import java.util.function.Supplier;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.UserId;

/**
 * Whose file this is, and under which id its client is known. Changes are written at once, in the present transaction. Only {@link #client}
 * may be called by any thread.
 */
public final class ReplicaIdentity {

    private final StateTable table;
    private final UserId user;
    private final Supplier<UUID> ids;
    private final boolean given;
    private volatile ClientId client;
    private long welcomes;

    private ReplicaIdentity(StateTable table, Ownership owner, Supplier<UUID> ids, boolean given) {
        this.table = table;
        this.user = owner.user();
        this.client = owner.client();
        this.ids = ids;
        this.given = given;
        reload();
    }

    /**
     * {@return the identity that is stored; a new one in a new file}
     *
     * @throws org.synchrotron.client.DatabaseFailure if the file belongs to another user or client
     */
    static ReplicaIdentity claim(StateTable table, StoreSettings settings) {
        ClientId given = settings.clientId();
        Ownership owner = Ownership.claim(table, settings.file(), settings.user(), given, settings.ids());
        return new ReplicaIdentity(table, owner, settings.ids(), given != null);
    }

    /** Forgets what was not committed. */
    void reload() {
        table.get(StateTable.Key.CLIENT_ID, ClientId::new).ifPresent(stored -> client = stored);
        welcomes = table.number(StateTable.Key.WELCOMES);
    }

    public UserId user() {
        return user;
    }

    public ClientId client() {
        return client;
    }

    /** {@return whether the program says which id this client has, so that it cannot have another} */
    public boolean isGiven() {
        return given;
    }

    /** From now on this client has another id, which no server knows yet. */
    public void renew() {
        client = new ClientId(ids.get().toString());
        table.put(StateTable.Key.CLIENT_ID, client);
        welcomes(0);
    }

    /** {@return what the server's last welcome said of {@link org.synchrotron.protocol.ServerMessage.Welcome#welcomes}; 0 before the first} */
    public long welcomes() {
        return welcomes;
    }

    public void welcomes(long number) {
        table.put(StateTable.Key.WELCOMES, number);
        welcomes = number;
    }
}

package org.synchrotron.client.store;

import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.synchrotron.client.DatabaseFailure;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.UserId;

/** The owner of a file: set when it is first opened, and compared each time after that. */
record Ownership(UserId user, ClientId client) {

    static Ownership claim(StateTable state, Path file, UserId user, @Nullable ClientId wanted, Supplier<UUID> ids) {
        Optional<String> stored =
                state.get(StateTable.Key.CLIENT_ID, ClientId::new).map(ClientId::value);
        require(file, state.get(StateTable.Key.USER_ID, UserId::new).map(UserId::value), user, stored, wanted);
        ClientId client = wanted != null
                ? wanted
                : new ClientId(stored.orElseGet(() -> ids.get().toString()));
        state.put(StateTable.Key.USER_ID, user);
        state.put(StateTable.Key.CLIENT_ID, client);
        return new Ownership(user, client);
    }

    /** @throws DatabaseFailure if another user or client is stored than the program says */
    static void require(
            Path file, Optional<String> storedUser, UserId user, Optional<String> stored, @Nullable ClientId wanted) {
        requireSame(file, "user", storedUser, user.value());
        if (wanted != null) {
            requireSame(file, "client", stored, wanted.value());
        }
    }

    private static void requireSame(Path file, String what, Optional<String> stored, String wanted) {
        if (stored.isPresent() && !stored.get().equals(wanted)) {
            throw new DatabaseFailure(
                    DatabaseFailure.Kind.OTHER_OWNER,
                    file,
                    "it belongs to " + what + " '" + stored.get() + "', not to '" + wanted
                            + "'; every user and client has a file of its own",
                    null);
        }
    }
}

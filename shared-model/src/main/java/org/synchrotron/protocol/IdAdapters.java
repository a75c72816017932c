package org.synchrotron.protocol;

import jakarta.json.bind.adapter.JsonbAdapter;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.UserId;

/** Writes ids, cursors and refusal codes, which are types in Java, as plain strings in JSON. */
final class IdAdapters {

    private IdAdapters() {}

    static JsonbAdapter<?, ?>[] all() {
        return new JsonbAdapter<?, ?>[] {
            new OfAction(),
            new OfClient(),
            new OfUser(),
            new OfRefusal(),
            new OfCursor(),
            new OfRowDelivery(),
            new OfAudiences()
        };
    }

    public static final class OfAction implements JsonbAdapter<ActionId, String> {
        @Override
        public String adaptToJson(ActionId id) {
            return id.value();
        }

        @Override
        public ActionId adaptFromJson(String text) {
            return new ActionId(text);
        }
    }

    public static final class OfClient implements JsonbAdapter<ClientId, String> {
        @Override
        public String adaptToJson(ClientId id) {
            return id.value();
        }

        @Override
        public ClientId adaptFromJson(String text) {
            return new ClientId(text);
        }
    }

    public static final class OfUser implements JsonbAdapter<UserId, String> {
        @Override
        public String adaptToJson(UserId id) {
            return id.value();
        }

        @Override
        public UserId adaptFromJson(String text) {
            return new UserId(text);
        }
    }

    public static final class OfRefusal implements JsonbAdapter<Refusal, String> {
        @Override
        public String adaptToJson(Refusal code) {
            return code.text();
        }

        @Override
        public Refusal adaptFromJson(String text) {
            return Refusal.of(text);
        }
    }

    public static final class OfCursor implements JsonbAdapter<Cursor, String> {
        @Override
        public String adaptToJson(Cursor cursor) {
            return cursor.text();
        }

        @Override
        public Cursor adaptFromJson(String text) {
            return new Cursor(text);
        }
    }

    public static final class OfRowDelivery implements JsonbAdapter<RowDeliveryId, String> {
        @Override
        public String adaptToJson(RowDeliveryId id) {
            return id.value();
        }

        @Override
        public RowDeliveryId adaptFromJson(String text) {
            return new RowDeliveryId(text);
        }
    }

    public static final class OfAudiences implements JsonbAdapter<AudiencesDigest, String> {
        @Override
        public String adaptToJson(AudiencesDigest digest) {
            return digest.value();
        }

        @Override
        public AudiencesDigest adaptFromJson(String text) {
            return new AudiencesDigest(text);
        }
    }
}

package org.synchrotron.protocol;

import jakarta.json.bind.adapter.JsonbAdapter;
import java.util.function.Function;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.UserId;

/** Writes ids, cursors, resume points and refusal codes, which are types in Java, as plain strings in JSON. */
final class IdAdapters {

    private IdAdapters() {}

    static JsonbAdapter<?, ?>[] all() {
        return new JsonbAdapter<?, ?>[] {
            new OfAction(),
            new OfClient(),
            new OfUser(),
            new OfRefusal(),
            new OfCursor(),
            new OfResumePoint(),
            new OfRowDelivery(),
            new OfAudiences()
        };
    }

    /** JSON binding learns the type from the subclass. */
    private abstract static class OfText<T> implements JsonbAdapter<T, String> {

        private final Function<T, String> toText;
        private final Function<String, T> fromText;

        OfText(Function<T, String> toText, Function<String, T> fromText) {
            this.toText = toText;
            this.fromText = fromText;
        }

        @Override
        public String adaptToJson(T value) {
            return toText.apply(value);
        }

        @Override
        public T adaptFromJson(String text) {
            return fromText.apply(text);
        }
    }

    public static final class OfAction extends OfText<ActionId> {
        OfAction() {
            super(ActionId::value, ActionId::new);
        }
    }

    public static final class OfClient extends OfText<ClientId> {
        OfClient() {
            super(ClientId::value, ClientId::new);
        }
    }

    public static final class OfUser extends OfText<UserId> {
        OfUser() {
            super(UserId::value, UserId::new);
        }
    }

    public static final class OfRefusal extends OfText<Refusal> {
        OfRefusal() {
            super(Refusal::text, Refusal::of);
        }
    }

    public static final class OfCursor extends OfText<Cursor> {
        OfCursor() {
            super(Cursor::text, Cursor::new);
        }
    }

    public static final class OfResumePoint extends OfText<ResumePoint> {
        OfResumePoint() {
            super(ResumePoint::text, ResumePoint::new);
        }
    }

    public static final class OfRowDelivery extends OfText<RowDeliveryId> {
        OfRowDelivery() {
            super(RowDeliveryId::value, RowDeliveryId::new);
        }
    }

    public static final class OfAudiences extends OfText<AudiencesDigest> {
        OfAudiences() {
            super(AudiencesDigest::value, AudiencesDigest::new);
        }
    }
}

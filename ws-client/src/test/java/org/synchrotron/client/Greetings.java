package org.synchrotron.client;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.UserId;
import org.synchrotron.protocol.ClientMessage.Hello;
import org.synchrotron.protocol.ProtocolVersion;
import org.synchrotron.protocol.RecordLimits;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.protocol.ServerMessage.Refused;
import org.synchrotron.protocol.ServerMessage.Welcome;

/** How a {@link TestServer} answers hellos. */
final class Greetings {

    volatile Set<String> retired;
    volatile int maxMessageBytes = 1_000_000;
    volatile @Nullable Long logStart;
    volatile @Nullable Long tokenLastsMs;
    volatile @Nullable RecordLimits limits;
    private final Map<ClientId, Long> welcomes = new ConcurrentHashMap<>();

    Greetings(Set<String> retired) {
        this.retired = retired;
    }

    /** {@return the ingest id up to which a client holds the log} */
    static long held(Hello hello) {
        String cursor = String.valueOf(hello.cursor());
        return hello.cursor() == null ? 0 : Long.parseLong(cursor.substring(cursor.indexOf(':') + 1));
    }

    ServerMessage answer(Hello hello, UserId user, String epoch, long head, Set<String> audiences) {
        long number = welcomes.merge(hello.clientId(), 1L, Long::sum);
        if (hello.welcomes() < number - 1) {
            return new Refused(null, Refusal.CLIENT_TAKEN, "another file uses the client id", null, 0);
        }
        return new Welcome(
                ProtocolVersion.CURRENT,
                user,
                epoch,
                head,
                System.currentTimeMillis(),
                audiences,
                maxMessageBytes,
                retired,
                number,
                held(hello) > head,
                logStart,
                null,
                tokenLastsMs,
                limits);
    }
}

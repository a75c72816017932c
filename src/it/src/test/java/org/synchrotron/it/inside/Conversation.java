package org.synchrotron.it.inside;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.synchrotron.protocol.ClientMessage;
import org.synchrotron.protocol.MessageCodec;
import org.synchrotron.protocol.ReplicaReport;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.protocol.ServerMessage.Accepted;
import org.synchrotron.protocol.ServerMessage.Refused;
import org.synchrotron.protocol.ServerMessage.Welcome;
import org.synchrotron.server.accept.Upload;
import org.synchrotron.server.access.token.VerifiedToken;
import org.synchrotron.server.session.Channel;
import org.synchrotron.server.session.CloseCode;
import org.synchrotron.server.session.SessionOpener;
import org.synchrotron.server.session.SyncSession;

/** What a device and the server's beans say to each other, over a channel in memory. */
final class Conversation implements Channel {

    private final MessageCodec codec;
    private final BlockingQueue<ServerMessage> heard = new LinkedBlockingQueue<>();

    Conversation(MessageCodec codec) {
        this.codec = codec;
    }

    /** {@return the answer to an upload of a device that has received nothing} */
    Accepted upload(Upload upload, SessionOpener opener) throws InterruptedException {
        SyncSession session = opener.open(this, VerifiedToken.endless(upload.caller()));
        try {
            say(ClientMessage.Hello.of(upload.client(), null, ReplicaReport.NOTHING), session);
            next(Welcome.class);
            say(new ClientMessage.Upload(1, upload.records()), session);
            return next(Accepted.class);
        } finally {
            session.ended();
        }
    }

    private void say(ClientMessage message, SyncSession session) {
        session.text(codec.write(message));
    }

    private <M extends ServerMessage> M next(Class<M> type) throws InterruptedException {
        ServerMessage next;
        do {
            next = heard.poll(30, TimeUnit.SECONDS);
            if (next == null || next instanceof Refused) {
                throw new AssertionError("no " + type.getSimpleName() + ", but " + next);
            }
        } while (!type.isInstance(next));
        return type.cast(next);
    }

    @Override
    public void send(String text) {
        heard.add(codec.readFromServer(text));
    }

    @Override
    public void ping() {
        // Nobody is asked: the conversation is short.
    }

    @Override
    public long partsWritten() {
        return 0;
    }

    @Override
    public void cut() {
        throw new IllegalStateException("cut");
    }

    @Override
    public void close(CloseCode code, String reason) {
        throw new IllegalStateException("closed: " + code + ", " + reason);
    }
}

package org.synchrotron.client.engine;

import java.util.List;
import org.synchrotron.client.SyncProblem.Kind;
import org.synchrotron.client.engine.ConnectionEvent.Connect;
import org.synchrotron.client.engine.ConnectionEvent.Delivered;
import org.synchrotron.client.engine.ConnectionEvent.Disconnect;
import org.synchrotron.client.engine.ConnectionEvent.Lasted;
import org.synchrotron.client.engine.ConnectionEvent.LinkOpened;
import org.synchrotron.client.engine.ConnectionEvent.Lost;
import org.synchrotron.client.engine.ConnectionEvent.OfAttempt;
import org.synchrotron.client.engine.ConnectionEvent.TokenGiven;
import org.synchrotron.client.engine.ConnectionEvent.UploadAnswered;
import org.synchrotron.client.engine.ConnectionEvent.WaitOver;
import org.synchrotron.client.engine.ConnectionEvent.Welcomed;
import org.synchrotron.client.engine.ConnectionReaction.AskForToken;
import org.synchrotron.client.engine.ConnectionReaction.BeginSession;
import org.synchrotron.client.engine.ConnectionReaction.EndLink;
import org.synchrotron.client.engine.ConnectionReaction.OpenLink;
import org.synchrotron.client.engine.ConnectionReaction.Wait;
import org.synchrotron.client.engine.ConnectionState.Asking;
import org.synchrotron.client.engine.ConnectionState.Greeting;
import org.synchrotron.client.engine.ConnectionState.Offline;
import org.synchrotron.client.engine.ConnectionState.Online;
import org.synchrotron.client.engine.ConnectionState.Opening;
import org.synchrotron.client.engine.ConnectionState.Waiting;

/**
 * The state machine of a client's connection, as a pure function. Immutable.
 *
 * <pre>
 *   state     event           next      to do
 *   --------  --------------  --------  -----------------------------------------
 *   Offline   Connect         Asking    ask for a token
 *   Asking    TokenGiven      Opening   open a link
 *   Opening   LinkOpened      Greeting  begin a session, which says hello
 *   Greeting  Welcomed        Online
 *   Online    Delivered       Online    nothing; the losses in a row may end here
 *   Online    UploadAnswered  Online    nothing; the losses in a row end here
 *   Online    Lasted          Online    nothing; the losses in a row end here
 *   Asking    Lost            Waiting   end the link if there is one, wait
 *   Opening   Lost            Waiting   the same
 *   Greeting  Lost            Waiting   the same
 *   Online    Lost            Waiting   the same
 *   Waiting   WaitOver        Asking    ask for a token
 *   any       Disconnect      Offline   end the link if there is one
 * </pre>
 *
 * A connection is also lost if the server does not greet, or does not answer an upload, in time, or refuses its token. Any other event changes nothing, and so does an event of an attempt that is over.
 *
 * @param next the state that follows
 * @param reactions what is to be done, in this order
 */
record Transition(ConnectionState next, List<ConnectionReaction> reactions) {

    Transition {
        reactions = List.copyOf(reactions);
    }

    /** {@return what the event leads to in this state} */
    static Transition of(ConnectionState state, ConnectionEvent event) {
        if (event instanceof Disconnect) {
            return to(new Offline(state.attempt() + 1), new EndLink());
        }
        if (event instanceof OfAttempt late && late.attempt() != state.attempt()) {
            return to(state);
        }
        if (event instanceof Lost lost) {
            return lost(state, lost);
        }
        if (state instanceof Online) {
            return to(new Online(state.attempt(), failures(state.failures(), event)));
        }
        return forward(state, event);
    }

    private static Transition forward(ConnectionState state, ConnectionEvent event) {
        int attempt = state.attempt();
        Failures failures = state.failures();
        boolean begins = state instanceof Offline && event instanceof Connect;
        if (begins || (state instanceof Waiting && event instanceof WaitOver)) {
            return to(new Asking(attempt, failures), new AskForToken(attempt));
        }
        if (state instanceof Asking && event instanceof TokenGiven given) {
            return to(new Opening(attempt, failures), new OpenLink(attempt, given.token()));
        }
        if (state instanceof Opening && event instanceof LinkOpened) {
            return to(new Greeting(attempt, failures), new BeginSession(attempt));
        }
        if (state instanceof Greeting && event instanceof Welcomed) {
            return to(new Online(attempt, failures));
        }
        return to(state);
    }

    private static Failures failures(Failures before, ConnectionEvent event) {
        if (event instanceof UploadAnswered) {
            return Failures.NONE;
        }
        if (event instanceof Delivered) {
            return before.afterDelivery();
        }
        return event instanceof Lasted ? before.afterLasting() : before;
    }

    private static Transition lost(ConnectionState state, Lost lost) {
        if (state instanceof Offline || state instanceof Waiting) {
            return to(state);
        }
        int next = state.attempt() + 1;
        Failures failures = state.failures().after(lost);
        boolean isRefusedAgain = lost.why() == Kind.TOKEN_REFUSED && failures.count() > 1;
        boolean slow = isRefusedAgain || lost.why() == Kind.SCHEMA;
        // Once: what comes back after it was mended is not mended.
        int losses = lost.mended() && !state.failures().mended() ? 1 : failures.count();
        return to(new Waiting(next, failures), new EndLink(), new Wait(next, losses, slow));
    }

    private static Transition to(ConnectionState next, ConnectionReaction... reactions) {
        return new Transition(next, List.of(reactions));
    }
}

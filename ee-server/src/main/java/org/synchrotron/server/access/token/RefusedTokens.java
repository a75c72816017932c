package org.synchrotron.server.access.token;

import org.jspecify.annotations.Nullable;
import org.synchrotron.log.JsonText;
import org.synchrotron.log.UserId;

/** The lines in the server's log about tokens that were not accepted: one for each, with the reason and without the token. */
public final class RefusedTokens {

    private static final System.Logger LOG = System.getLogger(RefusedTokens.class.getName());

    private RefusedTokens() {}

    /**
     * Logs that a token was not accepted.
     *
     * @param at where it came: a word
     * @param user whose connection it concerns; null if nobody was verified
     */
    public static void tell(InvalidToken why, String at, @Nullable UserId user) {
        LOG.log(System.Logger.Level.INFO, () -> line(why, at, user));
    }

    /** A user's name may have any characters, so it is quoted. */
    static String line(InvalidToken why, String at, @Nullable UserId user) {
        String of = user == null ? "" : " user=" + JsonText.value(user.value());
        return "event=token-refused reason=" + why.reason().text() + " at=" + at + of;
    }
}

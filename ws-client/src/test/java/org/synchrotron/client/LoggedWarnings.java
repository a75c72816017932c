package org.synchrotron.client;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What a class logs as warnings, from the making of this on; it is not printed meanwhile. */
final class LoggedWarnings {

    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final Logger logger;
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord logged) {
            if (logged.getLevel().intValue() >= Level.WARNING.intValue()) {
                // As any handler does, which fails where the exception has no message.
                String cause = String.valueOf(logged.getThrown());
                messages.add(logged.getMessage() + "; " + cause);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    LoggedWarnings(Class<?> by) {
        logger = Logger.getLogger(by.getName());
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
    }

    /** Ends it; {@return the messages} */
    List<String> close() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
        return messages;
    }
}

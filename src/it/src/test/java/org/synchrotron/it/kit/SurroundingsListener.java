package org.synchrotron.it.kit;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Starts PostgreSQL before the first test, prepares what Arquillian starts servers with, and stops PostgreSQL at the end. */
public final class SurroundingsListener implements LauncherSessionListener {

    private final TestPostgres postgres = new TestPostgres();

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        postgres.start();
        System.setProperty("payara.cmdOptions", String.join(" ", escaped(PayaraOptions.ofJava())));
        System.setProperty("payara.extraMicroOptions", String.join(" ", escaped(PayaraOptions.ofPayara())));
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        postgres.close();
    }

    /** Arquillian's container splits its options at spaces. */
    private static String[] escaped(Iterable<String> options) {
        java.util.List<String> escaped = new java.util.ArrayList<>();
        options.forEach(option -> escaped.add(option.replace(" ", "\\ ")));
        return escaped.toArray(String[]::new);
    }
}

package org.synchrotron.it.faults.device;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteCommitListener;
import org.sqlite.SQLiteConnection;
import org.synchrotron.it.faults.device.LastStep.Kind;

/**
 * SQLite's driver, in place of the one that it is: each connection of this process counts its {@linkplain LastStep steps}. A step is some
 * instructions of SQLite's machine, the moment before a commit, or the moment after one, before anybody knows of it.
 */
final class CountedSqlite implements Driver {

    /** Few enough that no statement which writes a row is skipped. */
    private static final int INSTRUCTIONS = 20;

    private final JDBC driver = new JDBC();
    private final LastStep steps;
    private final PageLimit limit;

    private CountedSqlite(LastStep steps, PageLimit limit) {
        this.steps = steps;
        this.limit = limit;
    }

    /** From now on all connections count, and have the limit. */
    static void install(LastStep steps, PageLimit limit) throws SQLException {
        for (Driver each : Collections.list(DriverManager.getDrivers())) {
            DriverManager.deregisterDriver(each);
        }
        DriverManager.registerDriver(new CountedSqlite(steps, limit));
    }

    @Override
    public @Nullable Connection connect(String url, Properties properties) throws SQLException {
        if (!acceptsURL(url)) {
            return null;
        }
        SQLiteConnection connection = JDBC.createConnection(url, properties);
        limit.concerns(connection);
        ProgressHandler.setHandler(connection, INSTRUCTIONS, new ProgressHandler() {
            @Override
            protected int progress() {
                steps.step(Kind.INSTRUCTIONS);
                return 0;
            }
        });
        connection.addCommitListener(new SQLiteCommitListener() {
            @Override
            public void onCommit() {
                steps.step(Kind.COMMIT);
            }

            @Override
            public void onRollback() {
                steps.step(Kind.INSTRUCTIONS);
            }
        });
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> called(connection, method, arguments));
    }

    private @Nullable Object called(SQLiteConnection connection, Method method, Object[] arguments) throws Throwable {
        boolean commits = method.getName().equals("setAutoCommit") && !connection.getAutoCommit();
        try {
            Object result = method.invoke(connection, arguments);
            if (commits && connection.getAutoCommit()) {
                steps.step(Kind.COMMITTED);
            }
            return result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Override
    public boolean acceptsURL(String url) {
        return driver.acceptsURL(url);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) throws SQLException {
        return driver.getPropertyInfo(url, properties);
    }

    @Override
    public int getMajorVersion() {
        return driver.getMajorVersion();
    }

    @Override
    public int getMinorVersion() {
        return driver.getMinorVersion();
    }

    @Override
    public boolean jdbcCompliant() {
        return driver.jdbcCompliant();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger(Logger.GLOBAL_LOGGER_NAME);
    }
}

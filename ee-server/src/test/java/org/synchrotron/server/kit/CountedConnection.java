package org.synchrotron.server.kit;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Counts how often a connection sends statements: once for each text, also if it contains several statements. Not thread-safe.
 */
public final class CountedConnection {

    private final Connection counted;
    private int roundTrips;

    public CountedConnection(Connection connection) {
        counted = proxy(Connection.class, (self, method, arguments) -> {
            Object result = call(method, connection, arguments);
            if (result instanceof PreparedStatement prepared) {
                return counted(PreparedStatement.class, prepared);
            }
            return result instanceof Statement statement ? counted(Statement.class, statement) : result;
        });
    }

    public Connection connection() {
        return counted;
    }

    /** {@return how many were sent since the last call} */
    public int roundTrips() {
        int sent = roundTrips;
        roundTrips = 0;
        return sent;
    }

    private <T> T counted(Class<T> type, T statement) {
        return proxy(type, (self, method, arguments) -> {
            if (method.getName().startsWith("execute")) {
                roundTrips++;
            }
            return call(method, statement, arguments);
        });
    }

    private static @Nullable Object call(Method method, Object target, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}

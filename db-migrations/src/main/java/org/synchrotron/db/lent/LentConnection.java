package org.synchrotron.db.lent;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lends a connection to an action: it reads and writes, and cannot end the transaction, change the session or reach the connection
 * itself, also not by a statement, a result or the metadata. All that fails in the database is told to the lender, whatever the action
 * makes of it. Not thread-safe, like the connection.
 */
public final class LentConnection {

    /** Receives a failure of the database. It may throw an exception of its own, which the action then gets instead. */
    @FunctionalInterface
    public interface Failures {
        void met(SQLException failure);
    }

    private static final Set<String> REFUSED = Set.of(
            "commit",
            "close",
            "abort",
            "unwrap",
            "setAutoCommit",
            "setReadOnly",
            "setTransactionIsolation",
            "setCatalog",
            "setSchema",
            "setClientInfo",
            "setHoldability",
            "setNetworkTimeout",
            "setShardingKey",
            "setShardingKeyIfValid");

    private final Consumer<String> allowed;
    private final Failures failures;
    private final Connection lent;

    /**
     * @param connection is not closed
     * @param allowed throws an exception if an action may not do that: gets the text of each statement, and the name of each method that
     *     is refused in any case
     */
    public LentConnection(Connection connection, Consumer<String> allowed, Failures failures) {
        this.allowed = allowed;
        this.failures = failures;
        this.lent = wrapped(Connection.class, connection, this::ofConnection);
    }

    /** {@return what actions get} */
    public Connection connection() {
        return lent;
    }

    private interface Calls {
        @Nullable Object call(Method method, Object[] arguments, Call target) throws Throwable;
    }

    private interface Call {
        @Nullable Object proceed() throws Throwable;
    }

    private @Nullable Object ofConnection(Method method, Object[] arguments, Call target) throws Throwable {
        boolean rollsBack = method.getName().equals("rollback") && arguments.length == 0;
        if (rollsBack || REFUSED.contains(method.getName())) {
            throw refused(method);
        }
        return ofStatement(method, arguments, target);
    }

    /** Each text that begins the arguments is SQL, except those that name something. */
    private @Nullable Object ofStatement(Method method, Object[] arguments, Call target) throws Throwable {
        String name = method.getName();
        boolean isSql = name.startsWith("prepare") || name.startsWith("execute") || name.equals("addBatch");
        if (isSql && arguments.length > 0 && arguments[0] instanceof String sql) {
            allowed.accept(sql);
        }
        return ofResult(method, arguments, target);
    }

    private @Nullable Object ofResult(Method method, Object[] arguments, Call target) throws Throwable {
        if (method.getName().equals("unwrap")) {
            throw refused(method);
        }
        return lent(target.proceed());
    }

    private IllegalStateException refused(Method method) {
        allowed.accept(method.getName());
        return new IllegalStateException("an action may not call " + method.getName());
    }

    private @Nullable Object lent(@Nullable Object result) {
        if (result instanceof Connection) {
            return lent;
        }
        if (result instanceof CallableStatement call) {
            return wrapped(CallableStatement.class, call, this::ofStatement);
        }
        if (result instanceof PreparedStatement prepared) {
            return wrapped(PreparedStatement.class, prepared, this::ofStatement);
        }
        if (result instanceof Statement statement) {
            return wrapped(Statement.class, statement, this::ofStatement);
        }
        if (result instanceof ResultSet rows) {
            return wrapped(ResultSet.class, rows, this::ofResult);
        }
        return result instanceof DatabaseMetaData data
                ? wrapped(DatabaseMetaData.class, data, this::ofResult)
                : result;
    }

    private <T> T wrapped(Class<T> type, T target, Calls calls) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (method.getDeclaringClass() == Object.class) {
                return ofObject(proxy, target, method, arguments);
            }
            Object[] given = arguments == null ? new Object[0] : arguments;
            return calls.call(method, given, () -> called(target, method, given));
        };
        return type.cast(Proxy.newProxyInstance(LentConnection.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** Two proxies are equal only if they are the same. */
    private static Object ofObject(Object proxy, Object target, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "lent " + target;
        };
    }

    private @Nullable Object called(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof SQLException failure) {
                failures.met(failure);
            }
            throw thrown.getCause() == null ? thrown : thrown.getCause();
        }
    }
}

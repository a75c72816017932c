package org.synchrotron.action;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lends a JDBC connection to an action: it reads and writes rows ({@link RowStatements}), and cannot end the transaction, change the
 * session or reach the connection itself, also not by a statement, a result or the metadata. All that fails in the database is told to
 * the lender, whatever the action makes of it. JDBC's types come in by constructor. Not thread-safe, like the connection.
 *
 * @param <C> JDBC's connection
 */
public final class LentConnection<C> {

    private static final Set<String> REFUSED = Set.of(
            "commit",
            "close",
            "abort",
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

    private final Class<C> type;
    private final List<Class<?>> parts;
    private final Consumer<Throwable> failures;
    private final Consumer<String> statements;
    private final C lent;

    private interface Calls {
        void check(Method method, Object[] arguments);
    }

    /**
     * @param connection is not closed
     * @param parts the interfaces of what leads back to the connection or fails in the database, the most special first
     * @param failures receives what calls throw. It may throw an exception of its own, which the action then gets instead
     */
    public LentConnection(Class<C> type, C connection, List<Class<?>> parts, Consumer<Throwable> failures) {
        this(type, connection, parts, failures, RowStatements::require);
    }

    /**
     * @param statements receives the SQL of each call before it is made, and throws what the borrower gets instead if it is not allowed
     */
    public LentConnection(
            Class<C> type,
            C connection,
            List<Class<?>> parts,
            Consumer<Throwable> failures,
            Consumer<String> statements) {
        this.statements = statements;
        this.type = type;
        this.parts = List.copyOf(parts);
        this.failures = failures;
        this.lent = type.cast(wrapped(type, connection, this::checkConnection));
    }

    /** {@return what the action gets} */
    public C connection() {
        return lent;
    }

    private void checkConnection(Method method, Object[] arguments) {
        boolean endsAll = method.getName().equals("rollback") && arguments.length == 0;
        if (endsAll || REFUSED.contains(method.getName())) {
            throw new ForbiddenStatement(method.getName(), "Connection." + method.getName());
        }
        checkPart(method, arguments);
    }

    private void checkPart(Method method, Object[] arguments) {
        String name = method.getName();
        if (name.equals("unwrap")) {
            throw new ForbiddenStatement(name, "Wrapper." + name);
        }
        boolean takesSql = name.startsWith("prepare") || name.startsWith("execute") || name.equals("addBatch");
        if (takesSql && arguments.length > 0 && arguments[0] instanceof String sql) {
            statements.accept(sql);
        }
    }

    private Object wrapped(Class<?> itsType, Object target, Calls calls) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (method.getDeclaringClass() == Object.class) {
                return ofObject(proxy, target, method, arguments);
            }
            calls.check(method, arguments == null ? new Object[0] : arguments);
            return lent(called(target, method, arguments));
        };
        return Proxy.newProxyInstance(LentConnection.class.getClassLoader(), new Class<?>[] {itsType}, handler);
    }

    private @Nullable Object lent(@Nullable Object result) {
        if (type.isInstance(result)) {
            return lent;
        }
        for (Class<?> part : parts) {
            if (result != null && part.isInstance(result)) {
                return wrapped(part, result, this::checkPart);
            }
        }
        return result;
    }

    /** Two of them are equal only if they are the same. */
    private static Object ofObject(Object proxy, Object target, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "lent " + target;
        };
    }

    private @Nullable Object called(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
            failures.accept(cause);
            throw cause;
        }
    }
}

package org.synchrotron.client;

import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** A listener that throws from every method, and knows which ones were called. */
final class FailingListener {

    private final Set<String> called = ConcurrentHashMap.newKeySet();
    private final SyncListener listener;

    FailingListener(Supplier<Throwable> thrown) {
        listener = (SyncListener) Proxy.newProxyInstance(
                SyncListener.class.getClassLoader(), new Class<?>[] {SyncListener.class}, (proxy, method, args) -> {
                    called.add(method.getName());
                    throw thrown.get();
                });
    }

    SyncListener listener() {
        return listener;
    }

    /** {@return the names of the methods that were called} */
    Set<String> called() {
        return called;
    }
}

package org.synchrotron.client;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.synchrotron.client.todos.CreateTodo;
import org.synchrotron.client.todos.Nondeterministic;
import org.synchrotron.client.todos.Todos;
import org.synchrotron.history.ImpureAction;

/** Clients with an action that is not pure, and what they tell of it. */
abstract class PurityBench {

    @TempDir
    Path directory;

    final List<ImpureAction> told = new CopyOnWriteArrayList<>();
    final List<SynchrotronClient> open = new ArrayList<>();

    @BeforeEach
    void countAnew() {
        Nondeterministic.reset();
    }

    @AfterEach
    void close() {
        open.forEach(SynchrotronClient::close);
    }

    ClientBuilder builder(String file) {
        return Todos.alice(directory.resolve(file))
                .action(new Nondeterministic())
                .listener(new SyncListener() {
                    @Override
                    public void impure(ImpureAction found) {
                        told.add(found);
                    }
                });
    }

    SynchrotronClient opened(ClientBuilder builder) {
        SynchrotronClient client = builder.open();
        open.add(client);
        return client;
    }

    static String create(SynchrotronClient client, String key) {
        return client.execute(CreateTodo.class, new CreateTodo.Args("u:alice", key, "milk"))
                .result();
    }

    static List<String> rows(SynchrotronClient client, String sql) {
        return client.read(handle -> handle.createQuery(sql).mapTo(String.class).list());
    }

    static List<String> texts(SynchrotronClient client) {
        return rows(client, "SELECT text FROM todos ORDER BY id");
    }
}

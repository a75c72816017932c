package org.synchrotron.bench.run.setup;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.synchrotron.db.sqlite.SqliteConnections;

/**
 * What rows cost without Synchrotron, one step after the other: reading them over JDBC, sending their bytes over a bare socket on loopback,
 * and inserting them in a batch into a SQLite file that has neither triggers nor a log.
 */
public final class PlainCopy {

    private static final String ITEMS = "select id, project_id, text, points from items where audience_key = '%s'";
    private static final String INSERT = "insert into items (id, project_id, text, points) values (?, ?, ?, ?)";
    private static final int BATCH = 1_000;

    private final Site site;
    private final String project;
    private final LongSupplier nanoTime;

    /** @param project the rows are the items of this project */
    public PlainCopy(Site site, String project, LongSupplier nanoTime) {
        this.site = site;
        this.project = project;
        this.nanoTime = nanoTime;
    }

    /**
     * How long the steps took, in milliseconds.
     *
     * @param read the query until its last row
     * @param sent the bytes from one end of a socket to the other
     * @param inserted the transaction in SQLite
     */
    public record Times(double read, double sent, double inserted) {

        /** {@return the time of all steps} */
        public double sum() {
            return read + sent + inserted;
        }
    }

    /** {@return what the steps take now} */
    public Times once() {
        long begin = nanoTime.getAsLong();
        List<List<String>> rows = site.admin().rows(ITEMS.formatted("project:" + project));
        long read = nanoTime.getAsLong();
        byte[] bytes = bytes(rows);
        double sent = sent(bytes);
        return new Times((read - begin) / 1e6, sent, inserted(rows));
    }

    /** {@return the bytes of the rows as compact JSON, in UTF-8} */
    public long bytes() {
        return bytes(site.admin().rows(ITEMS.formatted("project:" + project))).length;
    }

    private static byte[] bytes(List<List<String>> rows) {
        StringBuilder text = new StringBuilder();
        rows.forEach(row -> text.append(text.isEmpty() ? "[[\"" : "],[\"")
                .append(String.join("\",\"", row))
                .append('"'));
        return text.append("]]").toString().getBytes(StandardCharsets.UTF_8);
    }

    private double sent(byte[] bytes) {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket there = new Socket(listening.getInetAddress(), listening.getLocalPort());
                Socket here = listening.accept()) {
            long before = nanoTime.getAsLong();
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(here, bytes));
            new DataInputStream(there.getInputStream()).readFully(new byte[bytes.length]);
            sending.join();
            return (nanoTime.getAsLong() - before) / 1e6;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void send(Socket socket, byte[] bytes) {
        try {
            new DataOutputStream(socket.getOutputStream()).write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private double inserted(List<List<String>> rows) {
        Path file = site.emptyFile();
        try {
            return inserted(rows, file);
        } finally {
            delete(file);
        }
    }

    /** {@return the size of a SQLite file that holds the rows and nothing else} */
    public long fileSize() {
        Path file = site.emptyFile();
        try {
            inserted(site.admin().rows(ITEMS.formatted("project:" + project)), file);
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(file);
        }
    }

    private double inserted(List<List<String>> rows, Path file) {
        try (Connection connection = SqliteConnections.open(file);
                Statement statement = connection.createStatement()) {
            statement.execute(Device.ddl());
            connection.setAutoCommit(false);
            long before = nanoTime.getAsLong();
            insert(connection, rows);
            connection.commit();
            return (nanoTime.getAsLong() - before) / 1e6;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void insert(Connection connection, List<List<String>> rows) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            int waiting = 0;
            for (List<String> row : rows) {
                for (int i = 0; i < row.size(); i++) {
                    insert.setString(i + 1, row.get(i));
                }
                insert.addBatch();
                if (++waiting % BATCH == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

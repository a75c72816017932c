package org.synchrotron.demo.run.input;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import java.io.StringReader;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.synchrotron.demo.history.FileChange;

/** Parses one line of the history. */
final class CommitLine {

    private final JsonReaderFactory json = Json.createReaderFactory(Map.of());

    /** @throws IllegalArgumentException if the line is not a commit; the message says why */
    Commit parse(String line) {
        try (JsonReader reader = json.createReader(new StringReader(line))) {
            return commit(reader.readObject());
        } catch (JsonException e) {
            throw new IllegalArgumentException("not a JSON object: " + e.getMessage(), e);
        } catch (NullPointerException | ClassCastException | ArithmeticException e) {
            throw new IllegalArgumentException("needs n, author, authored_at and files"
                    + " [[path, status, added, deleted], ...], each with the right type");
        }
    }

    private static Commit commit(JsonObject line) {
        Commit commit = new Commit(
                line.getJsonNumber("n").longValueExact(),
                line.getString("author"),
                line.getJsonNumber("authored_at").longValueExact(),
                line.getJsonArray("files").getValuesAs(each -> file(each.asJsonArray())));
        require(commit.number() > 0, "n is not positive: " + commit.number());
        require(commit.author().matches("[A-Za-z0-9._-]{1,64}"), "author is not a plain name: " + commit.author());
        require(commit.authoredAt() > 0, "authored_at is not positive: " + commit.authoredAt());
        requireDistinct(commit.files());
        return commit;
    }

    private static FileChange file(JsonArray fields) {
        require(fields.size() == 4, "a file has 4 fields [path, status, added, deleted], not " + fields);
        FileChange change = new FileChange(
                fields.getString(0),
                fields.getString(1),
                fields.getJsonNumber(2).intValueExact(),
                fields.getJsonNumber(3).intValueExact());
        require(!change.path().isBlank(), "a file has no path: " + fields);
        require(change.status().matches("[AMDT]"), "a file's status is A, M, D or T: " + fields);
        require(change.added() >= 0 && change.deleted() >= 0, "a file's lines are below zero: " + fields);
        return change;
    }

    private static void requireDistinct(List<FileChange> files) {
        Set<String> seen = new HashSet<>();
        files.forEach(each -> require(seen.add(each.path()), "the file " + each.path() + " occurs twice"));
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}

package org.synchrotron.server.accept;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.PortableJson;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.SystemTags;
import org.synchrotron.protocol.UploadedRecord;

/**
 * The checks of what a record contains: its arguments, and its row changes if the server stores or applies them, which are those of
 * an action without code on this server. Other row changes are only compared with the server's own. Thread-safe.
 */
final class ContentChecks {

    private final Predicate<String> known;
    private final Function<ActionRecord, Optional<String>> undeclared;

    ContentChecks(Predicate<String> known, Function<ActionRecord, Optional<String>> undeclared) {
        this.known = known;
        this.undeclared = undeclared;
    }

    /** {@return what is wrong with the record's content, as a clause; empty if nothing is} */
    Optional<String> flaw(UploadedRecord uploaded) {
        ActionRecord record = uploaded.record();
        return PortableJson.unportablePart(record.args())
                .map(part -> "it holds " + part + ", which cannot be stored as it is")
                .or(() -> placeholder(record))
                .or(() -> undeclared.apply(record).map(path -> "its action does not declare the argument " + path))
                .or(() -> rowChanges(uploaded));
    }

    private static Optional<String> placeholder(ActionRecord record) {
        return record.isReadable()
                ? Optional.empty()
                : Optional.of("args." + SystemTags.UNREADABLE + " says that its arguments are lost");
    }

    private Optional<String> rowChanges(UploadedRecord uploaded) {
        if (known.test(uploaded.record().tag())) {
            return Optional.empty();
        }
        return uploaded.claim().changes().stream()
                .map(ContentChecks::unportable)
                .flatMap(Optional::stream)
                .findFirst()
                .map(part -> "a row change holds " + part + ", which cannot be stored as it is");
    }

    private static Optional<String> unportable(RowChange change) {
        return Stream.of(change.row().table(), change.row().id(), change.audience())
                .map(PortableJson::unportablePart)
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> PortableJson.unportablePart(change.forward()))
                .or(() -> PortableJson.unportablePart(change.reverse()));
    }
}

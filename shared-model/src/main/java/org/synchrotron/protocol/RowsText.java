package org.synchrotron.protocol;

import org.jspecify.annotations.Nullable;
import org.synchrotron.protocol.RowsMessage.RowsPresent;

/**
 * The text of {@link RowsPresent}: two lines. The first is a JSON object like that of any other message. The second is the JSON array of the
 * rows: what reads and writes it is the database at either end, so that no row becomes an object here.
 */
final class RowsText {

    static final String TYPE = "rowsPresent";

    private static final String BEGINNING = "{\"type\":\"" + TYPE + "\",";

    private RowsText() {}

    static String of(String header, String rows) {
        return header + '\n' + rows;
    }

    /** {@return the second line; null if the text is another message} */
    static @Nullable String rows(String text) {
        int end = text.startsWith(BEGINNING) ? text.indexOf('\n') : -1;
        return end < 0 ? null : text.substring(end + 1);
    }

    /** {@return the first line of a text with two} */
    static String header(String text) {
        return text.substring(0, text.indexOf('\n'));
    }

    static ServerMessage with(ServerMessage header, String rows) {
        RowsPresent present = (RowsPresent) header;
        return new RowsPresent(
                present.delivery(), present.part(), present.table(), present.columns(), rows, present.resume());
    }
}

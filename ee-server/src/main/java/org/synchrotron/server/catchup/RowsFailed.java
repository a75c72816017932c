package org.synchrotron.server.catchup;

/** A row delivery ended in its middle. The message is a sentence for the client. */
public final class RowsFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RowsFailed(String sentence) {
        super(sentence);
    }

    public RowsFailed(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}

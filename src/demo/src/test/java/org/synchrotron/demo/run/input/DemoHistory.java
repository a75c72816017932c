package org.synchrotron.demo.run.input;

import java.nio.file.Path;
import java.util.List;

/** The history that comes with the demo. */
public final class DemoHistory {

    static final HistoryFile FILE = new HistoryFile(Path.of("src/main/data/jdbi-history.ndjson.gz"));

    private DemoHistory() {}

    public static List<Commit> commits() {
        return FILE.read();
    }
}

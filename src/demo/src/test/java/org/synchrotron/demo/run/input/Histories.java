package org.synchrotron.demo.run.input;

import java.nio.file.Path;
import java.util.List;

/** The history that comes with the demo. */
public final class Histories {

    static final HistoryFile DEMO = new HistoryFile(Path.of("src/main/data/jdbi-history.ndjson.gz"));

    private Histories() {}

    public static List<Commit> demo() {
        return DEMO.read();
    }
}

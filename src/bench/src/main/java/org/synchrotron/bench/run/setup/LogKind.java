package org.synchrotron.bench.run.setup;

import org.synchrotron.bench.items.AddDeclared;
import org.synchrotron.bench.items.AddItem;

/** What fills a log: records of a hundred users in 300 audiences, three for each user. */
public enum LogKind {

    /** The actions declare their footprints. All users, and the one who is late, also have an audience in common, where nobody writes. */
    DECLARED {
        @Override
        Record add(String id, String project, String text) {
            return new AddDeclared.Args(id, project, text);
        }
    },

    /** The actions declare nothing. Nobody has an audience of another. */
    UNDECLARED {
        @Override
        Record add(String id, String project, String text) {
            return new AddItem.Args(id, project, text);
        }
    };

    /** {@return the arguments of an action that adds an item} */
    abstract Record add(String id, String project, String text);
}

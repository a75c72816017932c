package org.synchrotron.client.perform;

import org.synchrotron.client.store.References.Reference;
import org.synchrotron.log.RowChange;

/**
 * A run wrote a row of an audience that its action does not declare to write, or one that refers to such a row. What it wrote is undone.
 */
final class OutsideFootprint extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OutsideFootprint(Reference reference) {
        super("row " + reference.row().id() + " of table " + reference.row().table() + " refers to a row of table "
                + reference.parentTable() + " in audience " + reference.parentAudience()
                + ", which this action may not write: it is outside its footprint");
    }

    OutsideFootprint(RowChange change) {
        super("row " + change.row().id() + " of table " + change.row().table() + " belongs to audience "
                + change.audience() + ", which this action may not write: it is outside its footprint");
    }
}

package org.synchrotron.client.perform;

import org.synchrotron.log.RowChange;

/** A run wrote a row of an audience that its action does not declare to write. What it wrote is undone. */
final class OutsideFootprint extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OutsideFootprint(RowChange change) {
        super("row " + change.row().id() + " of table " + change.row().table() + " belongs to audience "
                + change.audience() + ", which this action may not write: it is outside its footprint");
    }
}

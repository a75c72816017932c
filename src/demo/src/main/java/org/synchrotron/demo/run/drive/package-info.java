/**
 * Runs the authors' clients in simulated time: each author works in offline periods and uploads afterwards, one author at a time.
 */
@NullMarked
package org.synchrotron.demo.run.drive;

import org.jspecify.annotations.NullMarked;

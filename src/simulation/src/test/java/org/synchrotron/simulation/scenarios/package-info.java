/**
 * Tests of single scenarios, step by step, on the simulator's parts. No faults happen except those that a test asks for. Each
 * test states the expected result itself, and all rules are checked against the oracle as well.
 */
@NullMarked
package org.synchrotron.simulation.scenarios;

import org.jspecify.annotations.NullMarked;

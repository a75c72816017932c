/**
 * The edge to the container: settings, data source, transactions, the catalogue of actions, health.
 */
@NullMarked
package org.synchrotron.server.operations;

import org.jspecify.annotations.NullMarked;

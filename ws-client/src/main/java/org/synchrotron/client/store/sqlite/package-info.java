/**
 * What the store needs of SQLite and JDBC and what concerns no table of ours: the SQL of actions on the store's connection, and an
 * environment in which impure actions show. Knows nothing else of the client.
 */
@NullMarked
package org.synchrotron.client.store.sqlite;

import org.jspecify.annotations.NullMarked;

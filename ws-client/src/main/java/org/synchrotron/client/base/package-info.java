/**
 * The base: rows that this replica holds without the records that made them (rule 14). The log is cut, row deliveries replace rows, and audiences
 * come and go; pending work stays and is predicted on top. Each step is one transaction.
 */
@NullMarked
package org.synchrotron.client.base;

import org.jspecify.annotations.NullMarked;

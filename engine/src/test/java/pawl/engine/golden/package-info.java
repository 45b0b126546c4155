/**
 * Whole histories of executions, one scenario for each kind of state and each way to fail, compared
 * with files that were checked against what AWS writes.
 */
@NullMarked
package pawl.engine.golden;

import org.jspecify.annotations.NullMarked;

/**
 * The working set of a turn: what was loaded of one execution, what changed, what shall happen.
 * Turned into one batch of writes at the end.
 */
@NullMarked
package pawl.engine.turn;

import org.jspecify.annotations.NullMarked;

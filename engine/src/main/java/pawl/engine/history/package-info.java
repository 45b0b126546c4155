/**
 * The history of an execution: its events, their ids and predecessors, exactly as AWS numbers them.
 */
@NullMarked
package pawl.engine.history;

import org.jspecify.annotations.NullMarked;

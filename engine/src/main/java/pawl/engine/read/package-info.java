/** Questions about executions and the catalogue, answered from what is committed. */
@NullMarked
package pawl.engine.read;

import org.jspecify.annotations.NullMarked;

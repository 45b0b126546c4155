/** How long executions are kept after they have ended. */
@NullMarked
package pawl.engine.retention;

import org.jspecify.annotations.NullMarked;

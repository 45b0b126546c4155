/** Errors of states and what is done about them: pure decisions. */
@NullMarked
package pawl.engine.failure;

import org.jspecify.annotations.NullMarked;

/** State machines that start state machines. */
@NullMarked
package pawl.integrations.nested;

import org.jspecify.annotations.NullMarked;

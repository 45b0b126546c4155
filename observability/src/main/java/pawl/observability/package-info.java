/** What the world is told of executions: what log, events, metrics and traces have in common. */
@NullMarked
package pawl.observability;

import org.jspecify.annotations.NullMarked;

/** AWS's metrics of executions and those of the server itself, for Prometheus. */
@NullMarked
package pawl.observability.metrics;

import org.jspecify.annotations.NullMarked;

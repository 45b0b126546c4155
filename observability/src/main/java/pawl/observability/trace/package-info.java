/** Traces of executions for OpenTelemetry: a span for each, and one for every state. */
@NullMarked
package pawl.observability.trace;

import org.jspecify.annotations.NullMarked;

/** Status change events in the form of EventBridge: to a bus, to a webhook. */
@NullMarked
package pawl.observability.status;

import org.jspecify.annotations.NullMarked;

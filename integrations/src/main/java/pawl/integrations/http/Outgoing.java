package pawl.integrations.http;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as it goes over the wire.
 *
 * @param headers in the order in which they are sent
 * @param body null for none
 */
record Outgoing(
    String method, URI address, Map<String, List<String>> headers, byte @Nullable [] body) {}

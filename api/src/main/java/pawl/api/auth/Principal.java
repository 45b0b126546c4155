package pawl.api.auth;

/**
 * Whoever signed a request, in the words of the signature's credential scope.
 *
 * @param region the region that the client believes it talks to
 * @param service the service likewise, {@code states} for Step Functions
 */
public record Principal(String accessKeyId, String region, String service) {}

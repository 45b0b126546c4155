package pawl.server;

/** Something that answers requests and knows no HTTP server. */
@FunctionalInterface
interface Endpoint {
  Answer answer(Request request);
}

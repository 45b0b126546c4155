package pawl.server;

/** Something that answers requests and knows no HTTP server. */
@FunctionalInterface
interface Endpoint {
  /** More than any operation of Step Functions takes. */
  int USUAL_BODY_BYTES = 10 << 20;

  Answer answer(Request request);

  /** The largest request body that is read; a larger one is refused without being read. */
  default int maxBodyBytes(String path) {
    return USUAL_BODY_BYTES;
  }
}

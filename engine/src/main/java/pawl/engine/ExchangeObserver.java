package pawl.engine;

/** Watches the HTTP exchange of a call whose integration has one to show: HTTP Tasks. */
public interface ExchangeObserver {
  /** Whether it may see what the connection adds to authenticate the request. */
  boolean revealsSecrets();

  /** What went over the wire; of several attempts the last counts. */
  void observed(HttpExchange exchange);
}

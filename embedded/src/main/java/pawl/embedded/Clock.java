package pawl.embedded;

/** What time it is, in milliseconds since 1970. */
@FunctionalInterface
interface Clock {
  long millis();
}

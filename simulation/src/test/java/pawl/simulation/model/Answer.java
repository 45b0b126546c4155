package pawl.simulation.model;

/** What the world makes of one attempt of a task. */
public sealed interface Answer {
  /** It succeeds with {@code {"n": n}}. */
  record Success(int n) implements Answer {}

  /** It succeeds with more than a payload may hold. */
  record TooMuch() implements Answer {}

  record Failure(String error, String cause) implements Answer {}

  /** Whoever makes the call gives up waiting. */
  record GivenUp() implements Answer {}

  /** The answer can't be read: the call ends with an error that nothing catches. */
  record Unreadable() implements Answer {}

  /** Nothing comes before the time is over; then, if {@code late}, something does. */
  record Silence(boolean late) implements Answer {}
}

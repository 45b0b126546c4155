package pawl.asl.data;

/**
 * The outcome of evaluating something a user wrote: a value, or what was wrong. It is never an
 * exception.
 */
public sealed interface Evaluation<T> {
  /** It worked. */
  record Value<T>(T value) implements Evaluation<T> {}

  /** It did not. */
  record Failed<T>(EvaluationError error) implements Evaluation<T> {
    /** The same failure where another type of value was expected. */
    public <U> Failed<U> cast() {
      return new Failed<>(error);
    }
  }

  static <T> Evaluation<T> value(T value) {
    return new Value<>(value);
  }

  static <T> Evaluation<T> failed(EvaluationError error) {
    return new Failed<>(error);
  }
}

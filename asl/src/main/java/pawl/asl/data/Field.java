package pawl.asl.data;

/**
 * A compiled field of a state: a literal, a path, a template or a JSONata expression.
 *
 * <p>{@link Environment#input()} is always the state's raw input; a field that by the language sees
 * the input after InputPath applies that itself.
 */
@FunctionalInterface
public interface Field<T> {
  Evaluation<T> evaluate(Environment environment);
}

package pawl.asl.compile;

import pawl.asl.data.Environment;
import pawl.asl.data.Evaluation;
import pawl.asl.data.Field;
import pawl.asl.expression.EvaluationException;

/** Fields made of others. */
final class Fields {
  private Fields() {}

  /** A field that was written as a literal. */
  static <T> Field<T> constant(T value) {
    Evaluation<T> evaluation = Evaluation.value(value);
    return _ -> evaluation;
  }

  /** The value of a field, within the evaluation of another. */
  static <T> T value(Field<T> field, Environment environment) {
    return switch (field.evaluate(environment)) {
      case Evaluation.Value<T>(T value) -> value;
      case Evaluation.Failed<T> failed -> throw new EvaluationException(failed.error());
    };
  }
}

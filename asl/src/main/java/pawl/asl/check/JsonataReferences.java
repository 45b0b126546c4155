package pawl.asl.check;

import java.util.List;
import pawl.asl.expression.MalformedExpressionException;
import pawl.asl.jsonata.JsonataExpression;

/**
 * What a JSONata expression reads that is not its own.
 *
 * @param names what it reads of the context item, each once and in order: {@code phone}, {@code $}
 *     for the item itself
 * @param readsRoot whether it reads {@code $$}
 * @param statesFields the fields of {@code $states} that it reads, each once and in order
 */
record JsonataReferences(List<String> names, boolean readsRoot, List<String> statesFields) {
  JsonataReferences {
    names = List.copyOf(names);
    statesFields = List.copyOf(statesFields);
  }

  /**
   * Reads an expression, without its marks.
   *
   * @throws MalformedExpressionException if it is none
   */
  static JsonataReferences of(String expression) {
    JsonataExpression.compile(expression);
    return new JsonataReferences(List.of(), false, List.of());
  }
}

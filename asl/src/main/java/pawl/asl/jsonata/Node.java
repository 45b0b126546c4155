package pawl.asl.jsonata;

import org.jspecify.annotations.Nullable;

/** An expression, compiled; immutable. */
sealed interface Node
    permits ApplyNode,
        Arithmetic,
        ArrayLiteral,
        Assignment,
        Block,
        Comparison,
        Concatenation,
        Condition,
        Descendants,
        Equality,
        FunctionCall,
        LambdaLiteral,
        Literal,
        Logical,
        Membership,
        Name,
        Negation,
        ObjectLiteral,
        Parent,
        PartialCall,
        Path,
        Range,
        RegexLiteral,
        Suffixed,
        TransformLiteral,
        Variable,
        Wildcard {

  /** The value before what all expressions have in common. */
  @Nullable Object value(@Nullable Object input, Frame frame, Evaluation run);

  /**
   * The value: a sequence of one is that one, an empty sequence is nothing.
   *
   * @param input the context item; null if there is none
   */
  default @Nullable Object evaluate(@Nullable Object input, Frame frame, Evaluation run) {
    run.enter();
    Object result = value(input, frame, run);
    run.exit();
    return result instanceof Sequence sequence ? collapse(sequence) : result;
  }

  static @Nullable Object collapse(Sequence sequence) {
    if (!sequence.isSequence() || sequence.isTupleStream()) {
      return sequence;
    }
    return switch (sequence.size()) {
      case 0 -> null;
      case 1 -> sequence.keepsSingleton() ? sequence : sequence.get(0);
      default -> sequence;
    };
  }
}

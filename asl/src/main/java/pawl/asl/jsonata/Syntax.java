package pawl.asl.jsonata;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An expression while it is parsed: first the tree of operators, then with its paths put together.
 * It changes until it is turned into a {@link Node}.
 */
final class Syntax {
  /** Deeper than evaluation could follow. */
  static final int MAXIMUM_DEPTH = 500;

  enum Kind {
    NAME,
    VARIABLE,
    STRING,
    NUMBER,
    CONSTANT,
    REGEX,
    WILDCARD,
    DESCENDANTS,
    PARENT,
    OPERATOR,
    END,
    BINARY,
    NEGATION,
    ARRAY,
    OBJECT,
    BLOCK,
    CONDITION,
    FUNCTION,
    PARTIAL,
    LAMBDA,
    TRANSFORM,
    PATH,
    SORT,
    ASSIGNMENT,
    APPLY;

    /** What jsonata-js calls it in errors. */
    String title() {
      return switch (this) {
        case NEGATION, ARRAY, OBJECT -> "unary";
        case CONSTANT -> "value";
        case DESCENDANTS -> "descendant";
        case ASSIGNMENT -> "bind";
        default -> name().toLowerCase(java.util.Locale.ROOT);
      };
    }
  }

  /** A key and a value. */
  record Pair(Syntax key, Syntax value) {}

  /** A term of an order-by clause. */
  record Term(Syntax expression, boolean descending) {}

  /** What follows a step: a predicate, or a variable for the position. */
  record Stage(@Nullable Syntax predicate, @Nullable String index) {}

  /** The place of a parent: how far up it is, and the label that is found for it. */
  static final class Slot {
    int level = 1;
    String label;

    Slot(String label) {
      this.label = label;
    }
  }

  Kind kind;
  @Nullable Object value;
  final int depth;

  @Nullable Syntax left;
  @Nullable Syntax right;

  /** Members, arguments, expressions of a block, steps of a path; null for a question mark. */
  List<Syntax> children = List.of();

  List<Pair> pairs = List.of();
  List<Term> terms = List.of();
  @Nullable Syntax condition;
  @Nullable Syntax otherwise;
  @Nullable Signature signature;

  @Nullable List<Stage> predicates;
  @Nullable List<Stage> stages;
  @Nullable List<Pair> group;
  boolean keepArray;
  boolean keepSingleton;
  boolean cons;
  boolean tuple;
  boolean thunk;
  @Nullable String focus;
  @Nullable String index;
  @Nullable Slot ancestor;
  @Nullable Slot slot;
  @Nullable List<Slot> seekingParent;

  Syntax(Kind kind, @Nullable Object value, int depth) {
    if (depth > MAXIMUM_DEPTH) {
      throw Bounds.depth();
    }
    this.kind = kind;
    this.value = value;
    this.depth = depth;
  }

  Syntax(Kind kind, @Nullable Object value) {
    this(kind, value, 1);
  }

  /** The left side. */
  Syntax leftSide() {
    return required(left);
  }

  /** The right side. */
  Syntax rightSide() {
    return required(right);
  }

  static Syntax required(@Nullable Syntax part) {
    if (part == null) {
      throw new IllegalStateException("a part is missing");
    }
    return part;
  }

  /** The text of a name, variable or operator. */
  String text() {
    return value instanceof String text ? text : "";
  }

  boolean isOperator(String operator) {
    return operator.equals(value);
  }

  void add(Stage stage, boolean asStage) {
    List<Stage> list = asStage ? stages : predicates;
    if (list == null) {
      list = new ArrayList<>();
      if (asStage) {
        stages = list;
      } else {
        predicates = list;
      }
    }
    list.add(stage);
  }
}

package pawl.asl.jsonata;

import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pawl.asl.jsonata.Syntax.Kind;

/** Turns the syntax of an expression into nodes that are evaluated. */
final class Lowering {
  private final Set<String> bound = new HashSet<>();

  private Lowering() {}

  static Node lower(Syntax expression) {
    Lowering lowering = new Lowering();
    lowering.collect(expression);
    return lowering.node(expression);
  }

  /** Which names are bound anywhere, so that all others are looked for outside at once. */
  private void collect(@Nullable Syntax syntax) {
    if (syntax == null) {
      return;
    }
    if (syntax.kind == Kind.ASSIGNMENT) {
      bound.add(syntax.leftSide().text());
    } else if (syntax.kind == Kind.LAMBDA) {
      syntax.children.forEach(parameter -> bound.add(parameter.text()));
    }
    if (syntax.focus != null) {
      bound.add(syntax.focus);
    }
    if (syntax.index != null) {
      bound.add(syntax.index);
    }
    collect(syntax.left);
    collect(syntax.right);
    collect(syntax.condition);
    collect(syntax.otherwise);
    syntax.children.forEach(this::collect);
    pairs(syntax.pairs);
    pairs(syntax.group == null ? List.of() : syntax.group);
    syntax.terms.forEach(term -> collect(term.expression()));
    stages(syntax.stages);
    stages(syntax.predicates);
  }

  private void pairs(List<Syntax.Pair> pairs) {
    for (Syntax.Pair pair : pairs) {
      collect(pair.key());
      collect(pair.value());
    }
  }

  private void stages(@Nullable List<Syntax.Stage> stages) {
    if (stages != null) {
      for (Syntax.Stage stage : stages) {
        collect(stage.predicate());
        if (stage.index() != null) {
          bound.add(stage.index());
        }
      }
    }
  }

  private Node node(Syntax syntax) {
    Node plain = plain(syntax);
    boolean path = syntax.kind == Kind.PATH;
    if (syntax.predicates == null && (path || syntax.group == null) && !syntax.keepArray) {
      return plain;
    }
    List<Node> predicates = new ArrayList<>();
    if (syntax.predicates != null) {
      for (Syntax.Stage stage : syntax.predicates) {
        predicates.add(node(Syntax.required(stage.predicate())));
      }
    }
    Group group = path || syntax.group == null ? null : group(syntax.group);
    return new Suffixed(plain, List.copyOf(predicates), group, syntax.keepArray);
  }

  private Node plain(Syntax syntax) {
    return switch (syntax.kind) {
      case NAME -> new Name(syntax.text());
      case VARIABLE -> new Variable(syntax.text(), bound.contains(syntax.text()));
      case STRING -> new Literal(Types.string(syntax.text()));
      case NUMBER ->
          new Literal(Types.number(((Double) Objects.requireNonNull(syntax.value)).doubleValue()));
      case CONSTANT ->
          new Literal(syntax.value instanceof Boolean flag ? Types.bool(flag) : NullNode.instance);
      case REGEX -> new RegexLiteral((RegularExpression) Objects.requireNonNull(syntax.value));
      case WILDCARD -> new Wildcard();
      case DESCENDANTS -> new Descendants();
      case PARENT -> new Parent(Objects.requireNonNull(syntax.slot).label);
      case BINARY -> binary(syntax);
      case NEGATION -> new Negation(node(syntax.leftSide()));
      case ARRAY -> new ArrayLiteral(nodes(syntax.children), syntax.cons);
      case OBJECT -> new ObjectLiteral(group(syntax.pairs));
      case BLOCK -> new Block(nodes(syntax.children));
      case CONDITION ->
          new Condition(
              node(Syntax.required(syntax.condition)),
              node(syntax.leftSide()),
              syntax.otherwise == null ? null : node(syntax.otherwise));
      case FUNCTION -> new FunctionCall(node(syntax.leftSide()), nodes(syntax.children));
      case PARTIAL -> partial(syntax);
      case LAMBDA ->
          new LambdaLiteral(
              syntax.children.stream().map(Syntax::text).toList(),
              syntax.signature,
              node(syntax.leftSide()),
              syntax.thunk);
      case TRANSFORM ->
          new TransformLiteral(
              node(syntax.leftSide()),
              node(syntax.rightSide()),
              syntax.otherwise == null ? null : node(syntax.otherwise));
      case PATH -> path(syntax);
      case ASSIGNMENT -> new Assignment(syntax.leftSide().text(), node(syntax.rightSide()));
      case APPLY -> new ApplyNode(node(syntax.leftSide()), node(syntax.rightSide()));
      case OPERATOR, END, SORT -> throw new Fault(ErrorCode.S0201).with("token", syntax.text());
    };
  }

  private List<Node> nodes(List<Syntax> children) {
    List<Node> nodes = new ArrayList<>(children.size());
    for (Syntax child : children) {
      nodes.add(node(child));
    }
    return List.copyOf(nodes);
  }

  private Group group(List<Syntax.Pair> pairs) {
    List<Group.Pair> nodes = new ArrayList<>(pairs.size());
    for (Syntax.Pair pair : pairs) {
      nodes.add(new Group.Pair(node(pair.key()), node(pair.value())));
    }
    return new Group(List.copyOf(nodes));
  }

  private Node partial(Syntax syntax) {
    List<@Nullable Node> arguments = new ArrayList<>();
    for (Syntax argument : syntax.children) {
      arguments.add(
          argument.kind == Kind.OPERATOR && argument.isOperator("?") ? null : node(argument));
    }
    return new PartialCall(node(syntax.leftSide()), arguments);
  }

  private Node binary(Syntax syntax) {
    Node left = node(syntax.leftSide());
    Node right = node(syntax.rightSide());
    return switch (syntax.text()) {
      case "+" -> new Arithmetic(Arithmetic.Operator.ADD, left, right);
      case "-" -> new Arithmetic(Arithmetic.Operator.SUBTRACT, left, right);
      case "*" -> new Arithmetic(Arithmetic.Operator.MULTIPLY, left, right);
      case "/" -> new Arithmetic(Arithmetic.Operator.DIVIDE, left, right);
      case "%" -> new Arithmetic(Arithmetic.Operator.REMAINDER, left, right);
      case "=" -> new Equality(true, left, right);
      case "!=" -> new Equality(false, left, right);
      case "<" -> new Comparison(Comparison.Operator.LESS, left, right);
      case "<=" -> new Comparison(Comparison.Operator.LESS_OR_EQUAL, left, right);
      case ">" -> new Comparison(Comparison.Operator.GREATER, left, right);
      case ">=" -> new Comparison(Comparison.Operator.GREATER_OR_EQUAL, left, right);
      case "&" -> new Concatenation(left, right);
      case "and" -> new Logical(true, left, right);
      case "or" -> new Logical(false, left, right);
      case "in" -> new Membership(left, right);
      case ".." -> new Range(left, right);
      default -> throw new IllegalStateException("no operator: " + syntax.value);
    };
  }

  private Node path(Syntax syntax) {
    List<Step> steps = new ArrayList<>(syntax.children.size());
    for (Syntax child : syntax.children) {
      steps.add(step(child));
    }
    Group group = syntax.group == null ? null : group(syntax.group);
    return Path.of(steps, syntax.keepSingleton, syntax.tuple, group);
  }

  private Step step(Syntax syntax) {
    List<Step.Stage> stages = new ArrayList<>();
    if (syntax.stages != null) {
      for (Syntax.Stage stage : syntax.stages) {
        stages.add(
            new Step.Stage(
                stage.predicate() == null ? null : node(stage.predicate()), stage.index()));
      }
    }
    List<Step.Term> terms = new ArrayList<>();
    for (Syntax.Term term : syntax.terms) {
      terms.add(new Step.Term(node(term.expression()), term.descending()));
    }
    return new Step(
        syntax.kind == Kind.SORT ? null : node(syntax),
        List.copyOf(terms),
        List.copyOf(stages),
        syntax.tuple,
        syntax.focus,
        syntax.index,
        syntax.ancestor == null ? null : syntax.ancestor.label);
  }
}

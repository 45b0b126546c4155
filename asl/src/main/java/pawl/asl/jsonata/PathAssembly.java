package pawl.asl.jsonata;

import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pawl.asl.jsonata.Syntax.Kind;

/**
 * Puts the tree of operators in the shape in which it is evaluated: dots become paths, brackets the
 * predicates of their steps, braces their groups, calls in tail position thunks.
 */
final class PathAssembly {
  private final Ancestry ancestry = new Ancestry();

  private PathAssembly() {}

  /**
   * @throws Fault if the expression is not well formed
   */
  static Syntax assemble(Syntax expression) {
    Syntax result = new PathAssembly().process(expression);
    if (result.kind == Kind.PARENT || result.seekingParent != null) {
      throw new Fault(ErrorCode.S0217);
    }
    return result;
  }

  private Syntax process(Syntax expression) {
    Syntax result = shape(expression);
    if (expression.keepArray) {
      result.keepArray = true;
    }
    return result;
  }

  private Syntax shape(Syntax expression) {
    return switch (expression.kind) {
      case BINARY -> binary(expression);
      case NEGATION -> negation(expression);
      case ARRAY, BLOCK -> list(expression);
      case OBJECT -> {
        Syntax object = like(expression, Kind.OBJECT);
        object.pairs = pairs(expression.pairs, object);
        yield object;
      }
      case FUNCTION, PARTIAL -> call(expression);
      case LAMBDA -> {
        Syntax lambda = like(expression, Kind.LAMBDA);
        lambda.children = expression.children;
        lambda.signature = expression.signature;
        lambda.left = inTailPosition(process(expression.leftSide()));
        yield lambda;
      }
      case CONDITION -> {
        Syntax condition = like(expression, Kind.CONDITION);
        condition.condition = part(condition, Syntax.required(expression.condition));
        condition.left = part(condition, expression.leftSide());
        if (expression.otherwise != null) {
          condition.otherwise = part(condition, expression.otherwise);
        }
        yield condition;
      }
      case TRANSFORM -> {
        Syntax transform = like(expression, Kind.TRANSFORM);
        transform.left = process(expression.leftSide());
        transform.right = process(expression.rightSide());
        transform.otherwise = expression.otherwise == null ? null : process(expression.otherwise);
        yield transform;
      }
      case NAME -> {
        Syntax path = path(expression);
        path.keepSingleton = expression.keepArray;
        yield path;
      }
      case PARENT -> ancestry.parent();
      case OPERATOR -> operator(expression);
      case END -> throw new Fault(ErrorCode.S0207);
      case VARIABLE, STRING, NUMBER, CONSTANT, REGEX, WILDCARD, DESCENDANTS -> expression;
      case PATH, SORT, ASSIGNMENT, APPLY -> throw new IllegalStateException("processed twice");
    };
  }

  private static Syntax like(Syntax expression, Kind kind) {
    return new Syntax(kind, expression.value, expression.depth);
  }

  private Syntax part(Syntax whole, Syntax part) {
    Syntax result = process(part);
    ancestry.push(whole, result);
    return result;
  }

  private static Syntax path(Syntax step) {
    Syntax path = new Syntax(Kind.PATH, null, step.depth);
    path.children = new ArrayList<>(List.of(step));
    return path;
  }

  private Syntax operator(Syntax expression) {
    if (expression.isOperator("?")) {
      return expression;
    }
    expression.kind = Kind.NAME;
    return process(expression);
  }

  private Syntax binary(Syntax expression) {
    return switch (expression.text()) {
      case "." -> dot(expression);
      case "[" -> predicate(expression);
      case "{" -> group(expression);
      case "^" -> orderBy(expression);
      case ":=" -> {
        Syntax assignment = like(expression, Kind.ASSIGNMENT);
        assignment.left = process(expression.leftSide());
        assignment.right = part(assignment, expression.rightSide());
        yield assignment;
      }
      case "@" -> focus(expression);
      case "#" -> index(expression);
      case "~>" -> {
        Syntax apply = like(expression, Kind.APPLY);
        Syntax left = process(expression.leftSide());
        Syntax right = process(expression.rightSide());
        apply.left = left;
        apply.right = right;
        apply.keepArray = left.keepArray || right.keepArray;
        yield apply;
      }
      default -> {
        Syntax result = like(expression, Kind.BINARY);
        Syntax left = process(expression.leftSide());
        Syntax right = process(expression.rightSide());
        result.left = left;
        result.right = right;
        ancestry.push(result, left);
        ancestry.push(result, right);
        yield result;
      }
    };
  }

  private Syntax dot(Syntax expression) {
    Syntax first = process(expression.leftSide());
    Syntax path = first.kind == Kind.PATH ? first : path(first);
    if (first.kind == Kind.PARENT && first.slot != null) {
      path.seekingParent = new ArrayList<>(List.of(first.slot));
    }
    Syntax rest = process(expression.rightSide());
    int added = path.children.size();
    if (rest.kind == Kind.PATH) {
      path.children.addAll(rest.children);
    } else {
      if (rest.predicates != null) {
        rest.stages = rest.predicates;
        rest.predicates = null;
      }
      path.children.add(rest);
    }
    asStep(path.children.getFirst(), path);
    for (Syntax step : path.children.subList(added, path.children.size())) {
      asStep(step, path);
    }
    cons(path.children.getFirst());
    cons(path.children.getLast());
    ancestry.resolve(path);
    return path;
  }

  private static void asStep(Syntax step, Syntax path) {
    if (step.kind == Kind.NUMBER || step.kind == Kind.CONSTANT) {
      throw new Fault(ErrorCode.S0213).with("value", printable(step.value));
    }
    if (step.kind == Kind.STRING) {
      step.kind = Kind.NAME;
    }
    path.keepSingleton |= step.keepArray;
  }

  private static Object printable(@Nullable Object value) {
    return switch (value) {
      case null -> NullNode.instance;
      case Boolean flag -> Types.bool(flag);
      default -> value;
    };
  }

  private static void cons(Syntax step) {
    if (step.kind == Kind.ARRAY) {
      step.cons = true;
    }
  }

  private Syntax predicate(Syntax expression) {
    Syntax result = process(expression.leftSide());
    boolean inPath = result.kind == Kind.PATH;
    Syntax step = inPath ? result.children.getLast() : result;
    if (step.group != null) {
      throw new Fault(ErrorCode.S0209);
    }
    Syntax predicate = process(expression.rightSide());
    if (predicate.seekingParent != null) {
      for (Syntax.Slot slot : predicate.seekingParent) {
        if (slot.level == 1) {
          ancestry.seek(step, slot);
        } else {
          slot.level--;
        }
      }
      ancestry.push(step, predicate);
    }
    step.add(new Syntax.Stage(predicate, null), inPath);
    return result;
  }

  private Syntax group(Syntax expression) {
    Syntax result = process(expression.leftSide());
    if (result.group != null) {
      throw new Fault(ErrorCode.S0210);
    }
    result.group = pairs(expression.pairs, null);
    return result;
  }

  private List<Syntax.Pair> pairs(List<Syntax.Pair> pairs, @Nullable Syntax whole) {
    List<Syntax.Pair> result = new ArrayList<>(pairs.size());
    for (Syntax.Pair pair : pairs) {
      Syntax key = process(pair.key());
      Syntax value = process(pair.value());
      if (whole != null) {
        ancestry.push(whole, key);
        ancestry.push(whole, value);
      }
      result.add(new Syntax.Pair(key, value));
    }
    return result;
  }

  private Syntax orderBy(Syntax expression) {
    Syntax first = process(expression.leftSide());
    Syntax path = first.kind == Kind.PATH ? first : path(first);
    Syntax sort = new Syntax(Kind.SORT, "^");
    List<Syntax.Term> terms = new ArrayList<>();
    for (Syntax.Term term : expression.terms) {
      terms.add(new Syntax.Term(part(sort, term.expression()), term.descending()));
    }
    sort.terms = terms;
    path.children.add(sort);
    ancestry.resolve(path);
    return path;
  }

  private Syntax focus(Syntax expression) {
    Syntax result = process(expression.leftSide());
    Syntax step = result.kind == Kind.PATH ? result.children.getLast() : result;
    if (step.stages != null || step.predicates != null) {
      throw new Fault(ErrorCode.S0215);
    }
    if (step.kind == Kind.SORT) {
      throw new Fault(ErrorCode.S0216);
    }
    if (expression.keepArray) {
      step.keepArray = true;
    }
    step.focus = expression.rightSide().text();
    step.tuple = true;
    return result;
  }

  private Syntax index(Syntax expression) {
    Syntax result = process(expression.leftSide());
    Syntax step = result;
    if (result.kind == Kind.PATH) {
      step = result.children.getLast();
    } else {
      result = path(step);
      if (step.predicates != null) {
        step.stages = step.predicates;
        step.predicates = null;
      }
    }
    String name = expression.rightSide().text();
    if (step.stages == null) {
      step.index = name;
    } else {
      step.add(new Syntax.Stage(null, name), true);
    }
    step.tuple = true;
    return result;
  }

  private Syntax negation(Syntax expression) {
    Syntax operand = process(expression.leftSide());
    if (operand.kind == Kind.NUMBER && operand.value instanceof Double number) {
      operand.value = -number;
      return operand;
    }
    Syntax result = like(expression, Kind.NEGATION);
    result.left = operand;
    ancestry.push(result, operand);
    return result;
  }

  private Syntax list(Syntax expression) {
    Syntax result = like(expression, expression.kind);
    List<Syntax> members = new ArrayList<>(expression.children.size());
    for (Syntax child : expression.children) {
      Syntax member = part(result, child);
      members.add(member);
      if (result.kind == Kind.BLOCK
          && (member.cons || (member.kind == Kind.PATH && member.children.getFirst().cons))) {
        result.cons = true;
      }
    }
    result.children = members;
    return result;
  }

  private Syntax call(Syntax expression) {
    Syntax result = like(expression, expression.kind);
    List<Syntax> arguments = new ArrayList<>(expression.children.size());
    for (Syntax child : expression.children) {
      arguments.add(part(result, child));
    }
    result.children = arguments;
    result.left = process(expression.leftSide());
    return result;
  }

  private static Syntax inTailPosition(Syntax expression) {
    switch (expression.kind) {
      case FUNCTION -> {
        if (expression.predicates == null) {
          Syntax thunk = new Syntax(Kind.LAMBDA, "thunk", expression.depth);
          thunk.thunk = true;
          thunk.left = expression;
          return thunk;
        }
      }
      case CONDITION -> {
        expression.left = inTailPosition(expression.leftSide());
        expression.otherwise =
            expression.otherwise == null ? null : inTailPosition(expression.otherwise);
      }
      case BLOCK -> {
        if (!expression.children.isEmpty()) {
          int last = expression.children.size() - 1;
          expression.children.set(last, inTailPosition(expression.children.get(last)));
        }
      }
      default -> {}
    }
    return expression;
  }
}

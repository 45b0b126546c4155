package pawl.asl.jsonata;

import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pawl.asl.jsonata.Syntax.Kind;

/** Parses an expression by the precedence of its operators. */
final class Parser {
  private static final Map<String, Integer> POWERS =
      Map.ofEntries(
          Map.entry(".", 75),
          Map.entry("[", 80),
          Map.entry("{", 70),
          Map.entry("(", 80),
          Map.entry("@", 80),
          Map.entry("#", 80),
          Map.entry("?", 20),
          Map.entry("+", 50),
          Map.entry("-", 50),
          Map.entry("*", 60),
          Map.entry("/", 60),
          Map.entry("%", 60),
          Map.entry("=", 40),
          Map.entry("<", 40),
          Map.entry(">", 40),
          Map.entry("^", 40),
          Map.entry(":=", 10),
          Map.entry("!=", 40),
          Map.entry("<=", 40),
          Map.entry(">=", 40),
          Map.entry("~>", 40),
          Map.entry("and", 30),
          Map.entry("or", 25),
          Map.entry("in", 40),
          Map.entry("&", 50));

  private static final int PREFIX_POWER = 70;

  private final Lexer lexer;
  private Token token = Token.END;
  private int nesting;

  private Parser(String text) {
    this.lexer = new Lexer(text);
  }

  /**
   * @throws JsonataException or Fault if it is not well formed
   */
  static Syntax parse(String text) {
    Parser parser = new Parser(text);
    parser.advance(false);
    Syntax expression = parser.expression(0);
    if (parser.token.kind() != Token.Kind.END) {
      throw new Fault(ErrorCode.S0201).with("token", printable(parser.token.value()));
    }
    return expression;
  }

  private static Object printable(@Nullable Object value) {
    return switch (value) {
      case null -> NullNode.instance;
      case Boolean flag -> Types.bool(flag);
      case RegularExpression ignored -> Types.string("");
      default -> value;
    };
  }

  /** Goes to the next word, which begins an operand or follows one; checks that it is not junk. */
  private Token advance(boolean operand) {
    token = lexer.next(operand);
    if (token.is("!") || token.is("~")) {
      throw new Fault(ErrorCode.S0204).with("token", printable(token.value()));
    }
    return token;
  }

  private void expect(String operator, boolean operand) {
    if (!token.is(operator)) {
      ErrorCode code = token.kind() == Token.Kind.END ? ErrorCode.S0203 : ErrorCode.S0202;
      throw new Fault(code).with("value", operator).with("token", printable(token.value()));
    }
    advance(operand);
  }

  private int power() {
    return token.kind() == Token.Kind.OPERATOR ? power(String.valueOf(token.value())) : 0;
  }

  private static int power(String operator) {
    return POWERS.getOrDefault(operator, 0);
  }

  private Syntax expression(int power) {
    if (++nesting > Syntax.MAXIMUM_DEPTH) {
      throw Bounds.depth();
    }
    Token first = token;
    advance(true);
    Syntax left = operand(first);
    while (power < power()) {
      Token operator = token;
      advance(false);
      left = infix(left, String.valueOf(operator.value()));
    }
    nesting--;
    return left;
  }

  private Syntax operand(Token first) {
    return switch (first.kind()) {
      case NAME -> new Syntax(Kind.NAME, first.value());
      case VARIABLE -> new Syntax(Kind.VARIABLE, first.value());
      case STRING -> new Syntax(Kind.STRING, first.value());
      case NUMBER -> new Syntax(Kind.NUMBER, first.value());
      case CONSTANT -> new Syntax(Kind.CONSTANT, first.value());
      case REGEX -> new Syntax(Kind.REGEX, first.value());
      case END -> new Syntax(Kind.END, null);
      case OPERATOR -> prefix(String.valueOf(first.value()));
    };
  }

  private Syntax prefix(String operator) {
    return switch (operator) {
      case "and", "or", "in" -> new Syntax(Kind.OPERATOR, operator);
      case "-" -> {
        Syntax operand = expression(PREFIX_POWER);
        Syntax negation = new Syntax(Kind.NEGATION, "-", operand.depth + 1);
        negation.left = operand;
        yield negation;
      }
      case "*" -> new Syntax(Kind.WILDCARD, "*");
      case "**" -> new Syntax(Kind.DESCENDANTS, "**");
      case "%" -> new Syntax(Kind.PARENT, "%");
      case "(" -> block();
      case "[" -> array();
      case "{" -> {
        List<Syntax.Pair> pairs = pairs();
        Syntax object = new Syntax(Kind.OBJECT, "{", depth(pairs) + 1);
        object.pairs = pairs;
        yield object;
      }
      case "|" -> transform();
      default -> throw new Fault(ErrorCode.S0211).with("token", operator);
    };
  }

  private Syntax infix(Syntax left, String operator) {
    return switch (operator) {
      case "(" -> call(left);
      case "[" -> predicate(left);
      case "{" -> {
        List<Syntax.Pair> pairs = pairs();
        Syntax group = binary("{", left, null, depth(pairs));
        group.pairs = pairs;
        yield group;
      }
      case "^" -> orderBy(left);
      case ":=" -> {
        if (left.kind != Kind.VARIABLE) {
          throw new Fault(ErrorCode.S0212);
        }
        yield binary(operator, left, expression(power(operator) - 1), 0);
      }
      case "@", "#" -> {
        Syntax variable = expression(power(operator));
        if (variable.kind != Kind.VARIABLE) {
          throw new Fault(ErrorCode.S0214).with("token", operator);
        }
        yield binary(operator, left, variable, 0);
      }
      case "?" -> condition(left);
      default -> binary(operator, left, expression(power(operator)), 0);
    };
  }

  private static Syntax binary(String operator, Syntax left, @Nullable Syntax right, int depth) {
    int below = Math.max(Math.max(left.depth, right == null ? 0 : right.depth), depth);
    Syntax binary = new Syntax(Kind.BINARY, operator, below + 1);
    binary.left = left;
    binary.right = right;
    return binary;
  }

  private static int depth(List<Syntax.Pair> pairs) {
    int depth = 0;
    for (Syntax.Pair pair : pairs) {
      depth = Math.max(depth, Math.max(pair.key().depth, pair.value().depth));
    }
    return depth;
  }

  private static Syntax parent(Kind kind, @Nullable Object value, List<Syntax> children) {
    int depth = 0;
    for (Syntax child : children) {
      depth = Math.max(depth, child.depth);
    }
    Syntax parent = new Syntax(kind, value, depth + 1);
    parent.children = children;
    return parent;
  }

  private Syntax block() {
    List<Syntax> expressions = new ArrayList<>();
    while (!token.is(")")) {
      expressions.add(expression(0));
      if (!token.is(";")) {
        break;
      }
      expect(";", false);
    }
    expect(")", true);
    return parent(Kind.BLOCK, "(", expressions);
  }

  private Syntax array() {
    List<Syntax> members = new ArrayList<>();
    if (!token.is("]")) {
      while (true) {
        Syntax member = expression(0);
        if (token.is("..")) {
          expect("..", false);
          member = binary("..", member, expression(0), 0);
        }
        members.add(member);
        if (!token.is(",")) {
          break;
        }
        expect(",", false);
      }
    }
    expect("]", true);
    return parent(Kind.ARRAY, "[", members);
  }

  private List<Syntax.Pair> pairs() {
    List<Syntax.Pair> pairs = new ArrayList<>();
    if (!token.is("}")) {
      while (true) {
        Syntax key = expression(0);
        expect(":", false);
        pairs.add(new Syntax.Pair(key, expression(0)));
        if (!token.is(",")) {
          break;
        }
        expect(",", false);
      }
    }
    expect("}", true);
    return pairs;
  }

  private Syntax predicate(Syntax left) {
    if (token.is("]")) {
      Syntax step = left;
      while (step.kind == Kind.BINARY && step.isOperator("[") && step.left != null) {
        step = step.left;
      }
      step.keepArray = true;
      // jsonata-js, too, takes a slash after this for the start of a regular expression
      expect("]", false);
      return left;
    }
    Syntax right = expression(0);
    expect("]", true);
    return binary("[", left, right, 0);
  }

  private Syntax orderBy(Syntax left) {
    expect("(", false);
    List<Syntax.Term> terms = new ArrayList<>();
    int depth = 0;
    while (true) {
      boolean descending = token.is(">");
      if (descending || token.is("<")) {
        advance(false);
      }
      Syntax expression = expression(0);
      depth = Math.max(depth, expression.depth);
      terms.add(new Syntax.Term(expression, descending));
      if (!token.is(",")) {
        break;
      }
      expect(",", false);
    }
    expect(")", false);
    Syntax sort = binary("^", left, null, depth);
    sort.terms = terms;
    return sort;
  }

  private Syntax condition(Syntax left) {
    Syntax then = expression(0);
    Syntax otherwise = null;
    if (token.is(":")) {
      expect(":", false);
      otherwise = expression(0);
    }
    int depth = Math.max(left.depth, Math.max(then.depth, otherwise == null ? 0 : otherwise.depth));
    Syntax condition = new Syntax(Kind.CONDITION, "?", depth + 1);
    condition.condition = left;
    condition.left = then;
    condition.otherwise = otherwise;
    return condition;
  }

  private Syntax transform() {
    Syntax pattern = expression(0);
    expect("|", false);
    Syntax update = expression(0);
    Syntax delete = null;
    if (token.is(",")) {
      expect(",", false);
      delete = expression(0);
    }
    expect("|", false);
    int depth = Math.max(pattern.depth, Math.max(update.depth, delete == null ? 0 : delete.depth));
    Syntax transform = new Syntax(Kind.TRANSFORM, "|", depth + 1);
    transform.left = pattern;
    transform.right = update;
    transform.otherwise = delete;
    return transform;
  }

  private Syntax call(Syntax procedure) {
    List<Syntax> arguments = new ArrayList<>();
    boolean partial = false;
    if (!token.is(")")) {
      while (true) {
        if (token.is("?")) {
          partial = true;
          arguments.add(new Syntax(Kind.OPERATOR, "?"));
          expect("?", false);
        } else {
          arguments.add(expression(0));
        }
        if (!token.is(",")) {
          break;
        }
        expect(",", false);
      }
    }
    expect(")", true);
    if (procedure.kind == Kind.NAME
        && (procedure.isOperator("function") || procedure.isOperator("λ"))) {
      return lambda(arguments);
    }
    Syntax call = parent(partial ? Kind.PARTIAL : Kind.FUNCTION, "(", arguments);
    Syntax result = new Syntax(call.kind, "(", Math.max(call.depth, procedure.depth + 1));
    result.children = arguments;
    result.left = procedure;
    return result;
  }

  private Syntax lambda(List<Syntax> parameters) {
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.get(i).kind != Kind.VARIABLE) {
        throw new Fault(ErrorCode.S0208).with("value", i + 1);
      }
    }
    Signature signature = token.is("<") ? signature() : null;
    expect("{", false);
    Syntax body = expression(0);
    expect("}", false);
    Syntax lambda = new Syntax(Kind.LAMBDA, "function", body.depth + 1);
    lambda.children = parameters;
    lambda.signature = signature;
    lambda.left = body;
    return lambda;
  }

  private Signature signature() {
    StringBuilder text = new StringBuilder("<");
    int depth = 1;
    while (depth > 0 && !token.is("{") && token.kind() != Token.Kind.END) {
      Token next = advance(false);
      if (next.is(">")) {
        depth--;
      } else if (next.is("<")) {
        depth++;
      }
      text.append(next.kind() == Token.Kind.END ? "(end)" : next.value());
    }
    expect(">", false);
    return Signature.parse(text.toString());
  }
}

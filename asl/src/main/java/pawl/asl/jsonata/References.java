package pawl.asl.jsonata;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What an expression refers to outside of itself. */
final class References {
  private static final String STATES = "states";
  private static final Set<String> ALL_MEMBERS =
      Set.of("input", "result", "context", "errorOutput");

  private final Set<String> members = new TreeSet<>();
  private final Set<String> variables = new TreeSet<>();
  private final Set<String> topLevelNames = new LinkedHashSet<>();
  private boolean wholeStates;
  private boolean readsRoot;

  private References() {}

  static References of(Node node) {
    References references = new References();
    references.visit(node, new Scope(new LinkedHashSet<>(), false));
    return references;
  }

  Set<String> statesMembers() {
    if (wholeStates) {
      return ALL_MEMBERS;
    }
    Set<String> read = new TreeSet<>(members);
    read.retainAll(ALL_MEMBERS);
    return Set.copyOf(read);
  }

  Set<String> variables() {
    return Set.copyOf(variables);
  }

  List<String> unsupported(Set<String> statesMembers) {
    List<String> messages = new ArrayList<>();
    for (String name : topLevelNames) {
      messages.add("Reference to '" + name + "' at the top level is not supported.");
    }
    if (readsRoot) {
      messages.add("Reference to '$$' is not supported.");
    }
    for (String member : members) {
      if (!statesMembers.contains(member)) {
        messages.add("Field '$states." + member + "' does not exist.");
      }
    }
    return messages;
  }

  /**
   * Where an expression stands.
   *
   * @param bound the names bound so far, which an assignment adds to
   * @param hasContext whether there is a context item
   */
  private record Scope(Set<String> bound, boolean hasContext) {
    Scope inner() {
      return new Scope(new LinkedHashSet<>(bound), hasContext);
    }

    Scope withContext() {
      return new Scope(bound, true);
    }
  }

  private void visit(@Nullable Node node, Scope scope) {
    switch (node) {
      case null -> {}
      case Literal ignored -> {}
      case RegexLiteral ignored -> {}
      case Parent ignored -> {}
      case Name name -> topLevel(name.name(), scope);
      case Wildcard ignored -> topLevel("*", scope);
      case Descendants ignored -> topLevel("**", scope);
      case Variable variable -> variable(variable, scope);
      case Suffixed suffixed -> {
        visit(suffixed.node(), scope);
        suffixed.predicates().forEach(p -> visit(p, scope.inner().withContext()));
        group(suffixed.group(), scope.withContext());
      }
      case Arithmetic n -> visit(scope, n.left(), n.right());
      case Comparison n -> visit(scope, n.left(), n.right());
      case Equality n -> visit(scope, n.left(), n.right());
      case Concatenation n -> visit(scope, n.left(), n.right());
      case Logical n -> visit(scope, n.left(), n.right());
      case Membership n -> visit(scope, n.member(), n.array());
      case Range n -> visit(scope, n.first(), n.last());
      case ApplyNode n -> visit(scope, n.left(), n.right());
      case Negation n -> visit(n.operand(), scope);
      case ArrayLiteral array -> array.members().forEach(member -> visit(member, scope));
      case ObjectLiteral object -> group(object.group(), scope);
      case Condition n -> visit(scope, n.condition(), n.then(), n.otherwise());
      case Block block -> {
        Scope inner = scope.inner();
        block.expressions().forEach(expression -> visit(expression, inner));
      }
      case Assignment assignment -> {
        visit(assignment.expression(), scope);
        scope.bound().add(assignment.name());
      }
      case FunctionCall call -> {
        visit(call.procedure(), scope);
        call.arguments().forEach(argument -> visit(argument, scope));
      }
      case PartialCall call -> {
        visit(call.procedure(), scope);
        call.arguments().forEach(argument -> visit(argument, scope));
      }
      case LambdaLiteral lambda -> {
        // A lambda has arguments, but the context item of where it is written.
        Scope inner = lambda.thunk() ? scope : scope.inner();
        inner.bound().addAll(lambda.names());
        visit(lambda.body(), inner);
      }
      case TransformLiteral transform ->
          visit(
              scope.inner().withContext(),
              transform.pattern(),
              transform.update(),
              transform.delete());
      case Path path -> path(path, scope);
    }
  }

  private void visit(Scope scope, @Nullable Node... nodes) {
    for (Node node : nodes) {
      visit(node, scope);
    }
  }

  private void topLevel(String name, Scope scope) {
    if (!scope.hasContext()) {
      topLevelNames.add(name);
    }
  }

  private void variable(Variable variable, Scope scope) {
    String name = variable.name();
    if (name.isEmpty()) {
      topLevel("$", scope);
    } else if (name.equals("$")) {
      readsRoot = true;
    } else if (!scope.bound().contains(name)) {
      if (name.equals(STATES)) {
        wholeStates = true;
      } else if (Library.function(name) == null) {
        variables.add(name);
      }
    }
  }

  private void path(Path path, Scope scope) {
    Scope inner = scope.inner();
    List<Step> steps = path.steps();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      Scope here = i == 0 ? new Scope(inner.bound(), scope.hasContext()) : inner.withContext();
      if (i == 0 && readsStates(path, scope) && memberOf(path) instanceof Name member) {
        members.add(member.name());
      } else {
        visit(step.node(), here);
      }
      step.order().forEach(term -> visit(term.expression(), inner.withContext()));
      for (Step.Stage stage : step.stages()) {
        visit(stage.predicate(), inner.withContext());
        bind(stage.index(), inner);
      }
      bind(step.focus(), inner);
      bind(step.index(), inner);
    }
    group(path.group(), inner.withContext());
  }

  private static void bind(@Nullable String name, Scope scope) {
    if (name != null) {
      scope.bound().add(name);
    }
  }

  private static boolean readsStates(Path path, Scope scope) {
    Step first = path.steps().getFirst();
    return first.node() instanceof Variable variable
        && variable.name().equals(STATES)
        && first.stages().isEmpty()
        && !first.tuple()
        && !scope.bound().contains(STATES);
  }

  private static @Nullable Node memberOf(Path path) {
    Node second = path.steps().size() > 1 ? path.steps().get(1).node() : null;
    return second instanceof Suffixed suffixed ? suffixed.node() : second;
  }

  private void group(@Nullable Group group, Scope scope) {
    if (group != null) {
      for (Group.Pair pair : group.pairs()) {
        visit(scope, pair.key(), pair.value());
      }
    }
  }
}

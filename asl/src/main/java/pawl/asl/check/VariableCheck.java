package pawl.asl.check;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pawl.asl.QueryLanguage;
import pawl.asl.syntax.DefinitionParser;

/**
 * Checks that a branch or processor assigns no variable that a scope around it assigns. The
 * children of a distributed Map see no variables from outside, so they may use every name.
 */
final class VariableCheck {
  private final QueryLanguage machineLanguage;
  private final Report report;

  private VariableCheck(QueryLanguage machineLanguage, Report report) {
    this.machineLanguage = machineLanguage;
    this.report = report;
  }

  static void check(Cursor root, QueryLanguage machineLanguage, Report report) {
    new VariableCheck(machineLanguage, report).scope(root, Set.of());
  }

  private void scope(Cursor container, Set<String> outer) {
    Cursor states = container.member("States");
    if (states == null) {
      return;
    }
    Set<String> names = new LinkedHashSet<>(outer);
    for (Cursor state : states.members(states.fields())) {
      QueryLanguage language = DefinitionParser.queryLanguage(state.value(), machineLanguage);
      assigned(state, language, outer, names);
      for (Cursor list : state.members(List.of("Choices", "Catch"))) {
        list.elements().forEach(element -> assigned(element, language, outer, names));
      }
    }
    for (Cursor state : states.members(states.fields())) {
      for (Cursor processor : state.members(List.of("ItemProcessor", "Iterator"))) {
        scope(processor, isDistributed(processor) ? Set.of() : names);
      }
      for (Cursor branches : state.members(List.of("Branches"))) {
        branches.elements().forEach(branch -> scope(branch, names));
      }
    }
  }

  private void assigned(
      Cursor holder, QueryLanguage language, Set<String> outer, Set<String> names) {
    Cursor assign = holder.member("Assign");
    if (assign == null) {
      return;
    }
    for (String field : assign.fields()) {
      String name = Expressions.variable(field, language);
      if (outer.contains(name)) {
        report.error(
            "DUPLICATE_VARIABLE_NAME",
            "The variable name '" + name + "' was already defined in a parent scope.",
            assign.member(field));
      }
      names.add(name);
    }
  }

  private static boolean isDistributed(Cursor processor) {
    @Nullable Cursor config = processor.member("ProcessorConfig");
    return config != null && "DISTRIBUTED".equals(config.value().path("Mode").textValue());
  }
}

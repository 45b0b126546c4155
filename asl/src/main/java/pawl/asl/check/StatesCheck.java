package pawl.asl.check;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pawl.asl.MachineType;
import pawl.asl.QueryLanguage;
import pawl.asl.ServiceRules;

/** Checks a States object: its states one by one, then the transitions between them. */
final class StatesCheck {
  /** How deep Parallel and Map states may stand inside each other. */
  private static final int MAX_NESTING = 50;

  private static final int MAX_NAME_LENGTH = 80;

  /**
   * What the surroundings say.
   *
   * @param language the machine's own query language
   * @param type of the machine, or of the children of a distributed Map
   * @param services null if what Tasks call services with is not to be checked
   */
  record Context(
      QueryLanguage language, MachineType type, @Nullable ServiceRules services, int nesting) {
    Context inside(MachineType innerType) {
      return new Context(language, innerType, services, nesting + 1);
    }
  }

  private final Report report;
  private final Values values;

  StatesCheck(Report report) {
    this.report = report;
    this.values = new Values(report);
  }

  /** Checks the States of a machine, branch or processor. */
  void check(Cursor container, Context context) {
    Cursor states = container.member("States");
    if (states == null || !states.value().isObject()) {
      return;
    }
    if (context.nesting() > MAX_NESTING) {
      report.error("TOO_DEEPLY_NESTED", "The states are too deeply nested.", states);
      return;
    }
    int errors = report.errors();
    StateCheck stateCheck = new StateCheck(report, this, context);
    for (String name : states.fields()) {
      Cursor state = states.member(name);
      if (state != null) {
        name(name, state);
        if (values.isObject(state)) {
          stateCheck.check(state);
        }
      }
    }
    TransitionCheck.check(container, context.nesting() == 1, report.errors() == errors, report);
  }

  private void name(String name, Cursor state) {
    if (name.isEmpty() || name.codePointCount(0, name.length()) > MAX_NAME_LENGTH) {
      report.error(
          "INVALID_STATE_NAME",
          "State names have 1 to " + MAX_NAME_LENGTH + " characters: '" + name + "'",
          state);
    }
  }

  /** Checks a branch of a Parallel. */
  void branch(Cursor branch, Context context) {
    nested(branch, List.of("Comment", "StartAt", "States"), context);
  }

  /** Checks the ItemProcessor or Iterator of a Map, but for its ProcessorConfig. */
  void processor(Cursor processor, Context context) {
    nested(processor, List.of("Comment", "StartAt", "States", "ProcessorConfig"), context);
  }

  private void nested(Cursor at, List<String> fields, Context context) {
    if (!values.isObject(at)) {
      return;
    }
    report.unsupportedFields(at, fields);
    DefinitionCheck.container(at, report, values);
    values.string(at.member("Comment"));
    check(at, context);
  }
}

package pawl.asl.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pawl.asl.Diagnostic;
import pawl.asl.MachineType;
import pawl.asl.QueryLanguage;
import pawl.asl.ServiceRules;
import pawl.asl.syntax.DefinitionParser;
import pawl.asl.syntax.Document;

/** Checks a whole definition. */
public final class DefinitionCheck {
  private static final List<String> FIELDS =
      List.of("Comment", "StartAt", "States", "Version", "TimeoutSeconds", "QueryLanguage");

  static final List<String> LANGUAGES =
      List.of(QueryLanguage.JSON_PATH.aslName(), QueryLanguage.JSONATA.aslName());

  private DefinitionCheck() {}

  /**
   * Everything that is wrong with a definition, in the order in which it stands.
   *
   * @param services null if what Tasks call services with is not to be checked
   */
  public static List<Diagnostic> check(
      Document document, MachineType type, @Nullable ServiceRules services) {
    Report report = new Report();
    Cursor root = Cursor.root(document);
    machine(root, report);
    JsonNode definition = document.value();
    QueryLanguage language = DefinitionParser.queryLanguage(definition, QueryLanguage.JSON_PATH);
    if (root.has("States") && definition.get("States").isObject()) {
      StatesCheck.Context context = new StatesCheck.Context(language, type, services, 1);
      new StatesCheck(report).check(root, context);
      NameCheck.check(root, report);
      VariableCheck.check(root, language, report);
    }
    return report.diagnostics();
  }

  private static void machine(Cursor root, Report report) {
    Values values = new Values(report);
    report.unsupportedFields(root, FIELDS);
    container(root, report, values);
    values.string(root.member("Comment"));
    values.oneOf(root.member("Version"), List.of("1.0"));
    values.integer(root.member("TimeoutSeconds"), 1, Values.MAX_SECONDS);
    values.oneOf(root.member("QueryLanguage"), LANGUAGES);
  }

  /** StartAt and States, which machines, branches and processors have. */
  static void container(Cursor at, Report report, Values values) {
    List<String> missing = new ArrayList<>();
    for (String field : List.of("States", "StartAt")) {
      if (!at.has(field)) {
        missing.add(field);
      }
    }
    if (!missing.isEmpty()) {
      report.required(missing, at);
    }
    values.string(at.member("StartAt"));
    Cursor states = at.member("States");
    if (states != null && values.isObject(states) && states.value().isEmpty()) {
      report.schema("Value cannot be empty", states);
    }
  }
}

package pawl.asl.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pawl.asl.QueryLanguage;

/** Which fields a state of which type may have, and in which query language. */
final class StateFields {
  /** The types of states. */
  static final List<String> TYPES =
      List.of("Task", "Parallel", "Map", "Pass", "Wait", "Choice", "Succeed", "Fail");

  /** The languages in which a field may stand. */
  enum In {
    BOTH,
    JSON_PATH,
    JSONATA
  }

  private static final Map<String, Map<String, In>> BY_TYPE = table();

  private StateFields() {}

  private static Map<String, Map<String, In>> table() {
    Map<String, Map<String, In>> table = new LinkedHashMap<>();
    TYPES.forEach(type -> table.put(type, new LinkedHashMap<>()));
    List<String> transitioning = List.of("Task", "Parallel", "Map", "Pass", "Wait");
    List<String> working = List.of("Task", "Parallel", "Map");
    List<String> withResult = List.of("Task", "Parallel", "Map", "Pass");
    List<String> assigning = List.of("Task", "Parallel", "Map", "Pass", "Wait", "Choice");
    List<String> allButFail = TYPES.subList(0, TYPES.size() - 1);

    add(table, TYPES, In.BOTH, "Type", "Comment", "QueryLanguage");
    add(table, transitioning, In.BOTH, "Next", "End");
    add(table, allButFail, In.JSON_PATH, "InputPath", "OutputPath");
    add(table, allButFail, In.JSONATA, "Output");
    add(table, withResult, In.JSON_PATH, "Parameters", "ResultPath");
    add(table, working, In.JSON_PATH, "ResultSelector");
    add(table, List.of("Task", "Parallel"), In.JSONATA, "Arguments");
    add(table, assigning, In.BOTH, "Assign");
    add(table, working, In.BOTH, "Retry", "Catch");

    List<String> task = List.of("Task");
    add(table, task, In.BOTH, "Resource", "TimeoutSeconds", "HeartbeatSeconds", "Credentials");
    add(table, task, In.JSON_PATH, "TimeoutSecondsPath", "HeartbeatSecondsPath");
    add(table, List.of("Parallel"), In.BOTH, "Branches");
    List<String> map = List.of("Map");
    add(table, map, In.BOTH, "ItemProcessor", "Iterator", "ItemSelector", "MaxConcurrency");
    add(table, map, In.BOTH, "ToleratedFailureCount", "ToleratedFailurePercentage", "Label");
    add(table, map, In.BOTH, "ItemReader", "ItemBatcher", "ResultWriter");
    add(table, map, In.JSON_PATH, "ItemsPath", "MaxConcurrencyPath");
    add(table, map, In.JSON_PATH, "ToleratedFailureCountPath", "ToleratedFailurePercentagePath");
    add(table, map, In.JSONATA, "Items");
    add(table, List.of("Pass"), In.JSON_PATH, "Result");
    add(table, List.of("Wait"), In.BOTH, "Seconds", "Timestamp");
    add(table, List.of("Wait"), In.JSON_PATH, "SecondsPath", "TimestampPath");
    add(table, List.of("Choice"), In.BOTH, "Choices", "Default");
    add(table, List.of("Fail"), In.BOTH, "Error", "Cause");
    add(table, List.of("Fail"), In.JSON_PATH, "ErrorPath", "CausePath");
    return table;
  }

  private static void add(
      Map<String, Map<String, In>> table, List<String> types, In in, String... fields) {
    for (String type : types) {
      Map<String, In> row = table.get(type);
      if (row != null) {
        for (String field : fields) {
          row.put(field, in);
        }
      }
    }
  }

  /**
   * Complains about every field that a state must not have.
   *
   * @param forgiven whether nothing is said about fields of the other language, as AWS says nothing
   *     where the state's language itself is wrong
   */
  static void check(
      Cursor state, String type, QueryLanguage language, boolean forgiven, Report report) {
    Map<String, In> row = BY_TYPE.getOrDefault(type, Map.of());
    check(state, row::get, language, forgiven, report);
  }

  /** Complains about every field that an object inside a state must not have. */
  static void check(
      Cursor at, Function<String, @Nullable In> places, QueryLanguage language, Report report) {
    check(at, places, language, false, report);
  }

  private static void check(
      Cursor at,
      Function<String, @Nullable In> places,
      QueryLanguage language,
      boolean forgiven,
      Report report) {
    for (String field : at.fields()) {
      switch (places.apply(field)) {
        case null -> report.notSupported(field, at);
        case BOTH -> {}
        case JSON_PATH -> {
          if (language != QueryLanguage.JSON_PATH && !forgiven) {
            otherLanguage(field, language, QueryLanguage.JSON_PATH, at, report);
          }
        }
        case JSONATA -> {
          if (language != QueryLanguage.JSONATA && !forgiven) {
            otherLanguage(field, language, QueryLanguage.JSONATA, at, report);
          }
        }
      }
    }
  }

  private static void otherLanguage(
      String field, QueryLanguage language, QueryLanguage only, Cursor at, Report report) {
    report.schema(
        "The QueryLanguage is set to '"
            + language.aslName()
            + "', but field '"
            + field
            + "' is only supported for the '"
            + only.aslName()
            + "' QueryLanguage",
        at);
  }

  /** The fields of an object inside a state. */
  static Map<String, In> table(List<String> both, List<String> jsonPath, List<String> jsonata) {
    Map<String, In> table = new LinkedHashMap<>();
    both.forEach(field -> table.put(field, In.BOTH));
    jsonPath.forEach(field -> table.put(field, In.JSON_PATH));
    jsonata.forEach(field -> table.put(field, In.JSONATA));
    return table;
  }
}

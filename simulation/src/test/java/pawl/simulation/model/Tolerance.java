package pawl.simulation.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** How the iterations of a Map make its result. */
final class Tolerance {
  private static final int MOST = 400;
  private static final Result EXCEEDED =
      new Result.Failure("States.ExceedToleratedFailureThreshold", null, true);

  private Tolerance() {}

  /** The results of a distributed Map: outputs of the items that succeeded, or too many failed. */
  static Set<Result> apply(List<Set<Result>> iterations, int tolerated) {
    Set<Result> results = new LinkedHashSet<>();
    for (List<JsonNode> outputs : successes(iterations, tolerated)) {
      var array = JsonNodeFactory.instance.arrayNode();
      array.addAll(outputs);
      results.add(new Result.Success(array));
    }
    long mayFail =
        iterations.stream()
            .filter(each -> each.stream().anyMatch(Result.Failure.class::isInstance))
            .count();
    if (mayFail > tolerated) {
      results.add(EXCEEDED);
    }
    return results;
  }

  /** Every row of outputs with at most {@code failures} left out. */
  static List<List<JsonNode>> successes(List<Set<Result>> parts, int failures) {
    record Row(List<JsonNode> outputs, int failed) {}
    List<Row> rows = List.of(new Row(List.of(), 0));
    for (Set<Result> part : parts) {
      List<Row> longer = new ArrayList<>();
      for (Row row : rows) {
        boolean failed = false;
        for (Result result : part) {
          if (result instanceof Result.Success(JsonNode output)) {
            List<JsonNode> outputs = new ArrayList<>(row.outputs);
            outputs.add(output);
            longer.add(new Row(outputs, row.failed));
          } else if (!failed && row.failed < failures) {
            failed = true;
            longer.add(new Row(row.outputs, row.failed + 1));
          }
        }
      }
      if (longer.size() > MOST) {
        throw new Oracle.TooManyWays();
      }
      rows = longer;
    }
    return rows.stream().map(Row::outputs).toList();
  }
}

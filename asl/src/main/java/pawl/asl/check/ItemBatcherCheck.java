package pawl.asl.check;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pawl.asl.check.JsonataCheck.Reads;

/** Checks the ItemBatcher of a Map. */
final class ItemBatcherCheck {
  private static final List<String> LIMITS = List.of("MaxItemsPerBatch", "MaxInputBytesPerBatch");

  private static final List<String> LIMIT_PATHS =
      List.of("MaxItemsPerBatchPath", "MaxInputBytesPerBatchPath");

  private static final Map<String, StateFields.In> FIELDS =
      StateFields.table(
          List.of("MaxItemsPerBatch", "MaxInputBytesPerBatch", "BatchInput"),
          LIMIT_PATHS,
          List.of());

  private static final long MAX_BYTES = 262_144;

  private final Report report;
  private final Values values;
  private final Expressions expressions;

  ItemBatcherCheck(Report report, Values values, Expressions expressions) {
    this.report = report;
    this.values = values;
    this.expressions = expressions;
  }

  /**
   * @param distributed whether the Map is distributed; only then AWS asks for a limit
   */
  void check(@Nullable Cursor batcher, boolean distributed) {
    if (batcher == null || !values.isObject(batcher)) {
      return;
    }
    StateFields.check(batcher, FIELDS::get, expressions.language(), report);
    Settings settings = new Settings(report, values, expressions);
    settings.integer(batcher, "MaxItemsPerBatch", 0, Long.MAX_VALUE);
    settings.integer(batcher, "MaxInputBytesPerBatch", 0, MAX_BYTES);
    Cursor input = batcher.member("BatchInput");
    if (expressions.arePaths()) {
      expressions.template(input);
    } else {
      expressions.value(input, Reads.NO_MORE);
    }
    if (distributed
        && batcher.members(LIMITS).isEmpty()
        && batcher.members(LIMIT_PATHS).isEmpty()) {
      report.oneOf(LIMITS, batcher);
    }
  }
}

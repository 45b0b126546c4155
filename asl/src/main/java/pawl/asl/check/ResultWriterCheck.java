package pawl.asl.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks the ResultWriter of a Map, which says where results go (Resource with Parameters or
 * Arguments), how they are written (WriterConfig), or both.
 */
final class ResultWriterCheck {
  private static final Map<String, StateFields.In> FIELDS =
      StateFields.table(
          List.of("Resource", "WriterConfig"), List.of("Parameters"), List.of("Arguments"));

  private static final List<String> CONFIG_FIELDS = List.of("Transformation", "OutputType");

  private final Report report;
  private final Values values;
  private final Expressions expressions;

  ResultWriterCheck(Report report, Values values, Expressions expressions) {
    this.report = report;
    this.values = values;
    this.expressions = expressions;
  }

  void check(@Nullable Cursor writer) {
    if (writer == null || !values.isObject(writer)) {
      return;
    }
    StateFields.check(writer, FIELDS::get, expressions.language(), report);
    S3Resource resource = new S3Resource(report, values, expressions);
    boolean writes = writer.has("Resource") || writer.has(resource.argumentsField());
    if (writes) {
      resource.action(writer, List.of("putObject"));
      if (!writer.has(resource.argumentsField())) {
        report.required(List.of(resource.argumentsField()), writer);
      }
      resource.arguments(writer, List.of("Bucket"));
    }
    Cursor config = writer.member("WriterConfig");
    if (config != null) {
      config(config);
    } else if (!writes) {
      report.oneOf(List.of("Resource", "WriterConfig"), writer);
    }
  }

  private void config(Cursor config) {
    if (!values.isObject(config)) {
      return;
    }
    report.unsupportedFields(config, CONFIG_FIELDS);
    List<String> missing = new ArrayList<>(CONFIG_FIELDS);
    missing.removeIf(config::has);
    if (!missing.isEmpty()) {
      report.required(missing, config);
    }
    values.oneOf(config.member("Transformation"), List.of("NONE", "COMPACT", "FLATTEN"));
    values.oneOf(config.member("OutputType"), List.of("JSON", "JSONL"));
  }
}

package pawl.asl.check;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks the ItemReader of a Map: what it reads, and how its ReaderConfig says it. */
final class ItemReaderCheck {
  private static final Map<String, StateFields.In> FIELDS =
      StateFields.table(
          List.of("Resource", "ReaderConfig"), List.of("Parameters"), List.of("Arguments"));

  private static final Map<String, StateFields.In> CONFIG_FIELDS =
      StateFields.table(
          List.of(
              "MaxItems",
              "InputType",
              "Transformation",
              "ManifestType",
              "ItemsPointer",
              "CSVDelimiter",
              "CSVHeaderLocation",
              "CSVHeaders"),
          List.of("MaxItemsPath"),
          List.of());

  private static final List<String> INPUT_TYPES =
      List.of("MANIFEST", "JSON", "CSV", "JSONL", "PARQUET");

  private static final List<String> CSV_INPUT_TYPES = List.of("CSV", "MANIFEST");
  private static final List<String> ATHENA_INPUT_TYPES = List.of("CSV", "JSONL", "PARQUET");
  private static final long MAX_ITEMS = 100_000_000;
  private static final int MAX_HEADER_BYTES = 10 * 1024;
  private static final int MAX_POINTER_LENGTH = 2000;

  private final Report report;
  private final Values values;
  private final Expressions expressions;

  ItemReaderCheck(Report report, Values values, Expressions expressions) {
    this.report = report;
    this.values = values;
    this.expressions = expressions;
  }

  void check(@Nullable Cursor reader) {
    if (reader == null || !values.isObject(reader)) {
      return;
    }
    StateFields.check(reader, FIELDS::get, expressions.language(), report);
    S3Resource resource = new S3Resource(report, values, expressions);
    String action = resource.action(reader, List.of("getObject", "listObjectsV2"));
    resource.arguments(
        reader, "getObject".equals(action) ? List.of("Bucket", "Key") : List.of("Bucket"));
    Cursor config = reader.member("ReaderConfig");
    if (config != null && values.isObject(config)) {
      StateFields.check(config, CONFIG_FIELDS::get, expressions.language(), report);
      config(config, action);
    }
  }

  private void config(Cursor config, @Nullable String action) {
    new Settings(report, values, expressions).integer(config, "MaxItems", 0, MAX_ITEMS);
    values.oneOf(config.member("InputType"), INPUT_TYPES);
    values.oneOf(config.member("Transformation"), List.of("NONE", "LOAD_AND_FLATTEN"));
    values.oneOf(config.member("ManifestType"), List.of("ATHENA_DATA", "S3_INVENTORY"));
    String inputType = config.value().path("InputType").textValue();
    transformation(config, action);
    manifest(config, inputType);
    pointer(config, inputType);
    csv(config, inputType);
  }

  private void transformation(Cursor config, @Nullable String action) {
    if ("LOAD_AND_FLATTEN".equals(config.value().path("Transformation").textValue())) {
      if ("getObject".equals(action)) {
        report.schema("Transformation 'LOAD_AND_FLATTEN' needs s3:listObjectsV2", config);
      }
      if (!config.has("InputType")) {
        report.required(List.of("InputType"), config);
      }
    }
  }

  private void manifest(Cursor config, @Nullable String inputType) {
    String manifest = config.value().path("ManifestType").textValue();
    if ("ATHENA_DATA".equals(manifest)) {
      needs(config, "ManifestType", ATHENA_INPUT_TYPES, inputType);
    } else if ("S3_INVENTORY".equals(manifest) && inputType != null) {
      report.schema("Field 'InputType' is not supported with ManifestType 'S3_INVENTORY'", config);
    }
  }

  private void pointer(Cursor config, @Nullable String inputType) {
    Cursor pointer = config.member("ItemsPointer");
    if (pointer == null || !values.isString(pointer)) {
      return;
    }
    needs(config, "ItemsPointer", List.of("JSON"), inputType);
    String text = pointer.value().textValue();
    if (!text.startsWith("/") || text.length() >= MAX_POINTER_LENGTH) {
      report.schema("Value is not a JSON Pointer", pointer);
    }
  }

  private void csv(Cursor config, @Nullable String inputType) {
    for (String field : List.of("CSVDelimiter", "CSVHeaderLocation", "CSVHeaders")) {
      if (config.has(field)) {
        needs(config, field, CSV_INPUT_TYPES, inputType);
      }
    }
    values.oneOf(
        config.member("CSVDelimiter"), List.of("COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB"));
    values.oneOf(config.member("CSVHeaderLocation"), List.of("FIRST_ROW", "GIVEN"));
    Cursor headers = config.member("CSVHeaders");
    if (headers == null) {
      if ("GIVEN".equals(config.value().path("CSVHeaderLocation").textValue())) {
        report.required(List.of("CSVHeaders"), config);
      }
    } else if (values.isFilledArray(headers)) {
      headers(headers);
    }
  }

  private void headers(Cursor headers) {
    int bytes = 0;
    for (Cursor header : headers.elements()) {
      if (values.isString(header)) {
        bytes += header.value().textValue().getBytes(StandardCharsets.UTF_8).length;
      }
    }
    if (bytes > MAX_HEADER_BYTES) {
      report.schema("The headers have more than " + MAX_HEADER_BYTES + " bytes", headers);
    }
  }

  private void needs(
      Cursor config, String field, List<String> inputTypes, @Nullable String inputType) {
    if (!inputTypes.contains(String.valueOf(inputType))) {
      report.schema(
          "Field '"
              + field
              + "' is only supported for InputType "
              + String.join(", ", inputTypes.stream().map(type -> "'" + type + "'").toList()),
          config);
    }
  }
}

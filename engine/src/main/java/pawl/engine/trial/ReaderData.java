package pawl.engine.trial;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import pawl.asl.Json;
import pawl.asl.Payload;
import pawl.asl.program.MapItem;
import pawl.asl.program.ReaderConfig;
import pawl.engine.csv.CsvDelimiter;
import pawl.engine.csv.CsvRecords;
import pawl.engine.csv.TextSource;
import pawl.engine.failure.StatesError;

/**
 * The items in the text that an ItemReader would read: a JSON array or object, JSON lines, or CSV.
 * Binary sources and listings are given as the JSON array of their items.
 */
record ReaderData(ReaderConfig config, Inspection inspection) {
  List<MapItem> items(String text) throws StateFailure {
    return switch (config.inputType()) {
      case "CSV" -> csv(text);
      case "JSONL" -> lines(text);
      case null, default -> json(text);
    };
  }

  private List<MapItem> json(String text) throws StateFailure {
    JsonNode dataset = parse(text);
    String pointer = config.itemsPointer();
    if (pointer != null) {
      dataset = dataset.at(pointer);
      if (dataset.isMissingNode()) {
        throw failure("The ItemsPointer " + pointer + " leads to nothing in the data.");
      }
      inspection.note(Aspect.AFTER_ITEMS_POINTER, Payload.of(dataset));
    }
    List<MapItem> items = new ArrayList<>(dataset.size());
    if (dataset.isObject()) {
      dataset
          .properties()
          .forEach(
              member -> items.add(new MapItem(Payload.of(member.getValue()), member.getKey())));
    } else if (dataset.isArray()) {
      dataset.forEach(element -> items.add(MapItem.of(Payload.of(element))));
    } else {
      throw failure("Attempting to map over non-iterable node.");
    }
    return items;
  }

  private static List<MapItem> lines(String text) throws StateFailure {
    List<MapItem> items = new ArrayList<>();
    for (String line : text.lines().filter(line -> !line.isBlank()).toList()) {
      items.add(MapItem.of(Payload.of(parse(line))));
    }
    return items;
  }

  private static JsonNode parse(String text) throws StateFailure {
    try {
      return Json.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw failure("The data that the ItemReader reads is no JSON: " + e.getOriginalMessage());
    }
  }

  private List<MapItem> csv(String text) throws StateFailure {
    CsvDelimiter delimiter = CsvDelimiter.named(config.csvDelimiter()).orElse(CsvDelimiter.COMMA);
    CsvRecords<RuntimeException> records =
        new CsvRecords<>(new TextSource(text), delimiter.character());
    List<String> headers =
        "GIVEN".equals(config.csvHeaderLocation()) ? config.csvHeaders() : records.headers();
    if (CsvRecords.hasDuplicates(headers)) {
      throw failure(CsvRecords.DUPLICATES);
    }
    List<MapItem> items = new ArrayList<>();
    for (List<String> row = records.next(); row != null; row = records.next()) {
      items.add(MapItem.of(CsvRecords.item(headers, row)));
    }
    return items;
  }

  private static StateFailure failure(String cause) {
    return new StateFailure(StatesError.of("States.ItemReaderFailed", cause));
  }
}

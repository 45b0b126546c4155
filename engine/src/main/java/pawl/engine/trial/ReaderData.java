package pawl.engine.trial;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import pawl.asl.Json;
import pawl.asl.Payload;
import pawl.asl.program.MapItem;
import pawl.asl.program.ReaderConfig;
import pawl.engine.failure.StatesError;

/**
 * The items in the text that an ItemReader would read: a JSON array or object, JSON lines, or CSV.
 * Binary sources and listings are given as the JSON array of their items.
 */
record ReaderData(ReaderConfig config, Inspection inspection) {
  private static final Map<String, Character> DELIMITERS =
      Map.of("COMMA", ',', "PIPE", '|', "SEMICOLON", ';', "SPACE", ' ', "TAB", '\t');

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

  private List<MapItem> csv(String text) {
    List<List<String>> rows =
        Csv.rows(text, DELIMITERS.getOrDefault(String.valueOf(config.csvDelimiter()), ','));
    List<String> headers = config.csvHeaders();
    if (!"GIVEN".equals(config.csvHeaderLocation())) {
      headers = rows.isEmpty() ? List.of() : rows.removeFirst();
    }
    List<MapItem> items = new ArrayList<>(rows.size());
    for (List<String> row : rows) {
      ObjectNode item = JsonNodeFactory.instance.objectNode();
      for (int i = 0; i < headers.size(); i++) {
        item.put(headers.get(i), i < row.size() ? row.get(i) : "");
      }
      items.add(MapItem.of(Payload.of(item)));
    }
    return items;
  }

  private static StateFailure failure(String cause) {
    return new StateFailure(StatesError.of("States.ItemReaderFailed", cause));
  }
}

package pawl.bench.work;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import pawl.asl.Json;
import pawl.asl.Payload;
import pawl.asl.program.ReaderConfig;
import pawl.engine.ItemPage;
import pawl.engine.ItemRequest;
import pawl.engine.ItemSource;

/** A dataset of lines that are numbered, and a look at what became of each. */
final class Lines {
  private static final String GET = "arn:aws:states:::s3:getObject";
  private static final int PAGE_ITEMS = 1_000;
  private static final int PAGE_BYTES = 1 << 20;

  private Lines() {}

  /** About fifty bytes a line. */
  static void write(Path csv, int lines) throws IOException {
    Files.createDirectories(csv.getParent());
    try (BufferedWriter out = Files.newBufferedWriter(csv)) {
      out.write("n,customer,amount,comment\n");
      for (int n = 0; n < lines; n++) {
        out.write(n + ",customer-" + n % 977 + "," + n % 10_000 + ".50,\"to be sent, soon\"\n");
      }
    }
  }

  /** Reads all items as a run does, and does nothing with them; how many there are. */
  static int readAll(ItemSource source, String bucket, String key) {
    ReaderConfig config = new ReaderConfig("CSV", null, null, null, null, "FIRST_ROW", List.of());
    Payload parameters = Payload.ofText("{\"Bucket\":\"" + bucket + "\",\"Key\":\"" + key + "\"}");
    int items = 0;
    String position = null;
    do {
      switch (source.read(
          new ItemRequest(GET, parameters, config, position, PAGE_ITEMS, PAGE_BYTES))) {
        case ItemPage.Items page -> {
          items += page.items().size();
          position = page.next();
        }
        case ItemPage.Failed(String error, String cause) ->
            throw new IllegalStateException(error + ": " + cause);
      }
    } while (position != null);
    return items;
  }

  /** Looks whether each line is among the results, and none twice. */
  static void check(Path results, int lines) throws IOException {
    BitSet seen = new BitSet(lines);
    JsonNode manifest = Json.MAPPER.readTree(results.resolve("manifest.json").toFile());
    for (JsonNode file : manifest.path("ResultFiles").path("SUCCEEDED")) {
      String key = file.path("Key").asText();
      read(results.resolve(key.substring(key.lastIndexOf('/') + 1)), seen);
    }
    Checks.equal(lines, seen.cardinality());
    Checks.equal(lines, seen.length());
  }

  private static void read(Path file, BitSet seen) throws IOException {
    ObjectReader elements =
        Json.MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    try (JsonParser parser = Json.MAPPER.getFactory().createParser(file.toFile())) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        JsonNode child = elements.readTree(parser);
        int n = Json.MAPPER.readTree(child.path("Output").asText()).path("n").asInt();
        if (seen.get(n)) {
          throw new IllegalStateException("Line " + n + " is among the results twice");
        }
        seen.set(n);
      }
    }
  }
}

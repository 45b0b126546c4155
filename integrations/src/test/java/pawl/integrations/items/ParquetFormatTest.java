package pawl.integrations.items;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pawl.asl.Payload;
import pawl.asl.program.ReaderConfig;
import pawl.engine.ItemPage;
import pawl.engine.ItemRequest;
import pawl.integrations.Calls;
import pawl.integrations.S3Double;
import pawl.integrations.sdk.ObjectStore;
import pawl.integrations.sdk.SdkBridge;

/** Files as Apache Arrow writes them; {@code make.py} beside them says how. */
class ParquetFormatTest {
  private static S3Double s3;
  private static SdkBridge bridge;

  @BeforeAll
  static void start() {
    s3 = new S3Double();
    bridge = new SdkBridge(Calls.accessTo(s3.url()));
  }

  @AfterAll
  static void stop() {
    bridge.close();
    s3.close();
  }

  @BeforeEach
  void putFiles() throws IOException {
    s3.clear().bucket("b");
    for (String name : List.of("types", "many", "plain")) {
      try (InputStream file =
          ParquetFormatTest.class.getResourceAsStream("/parquet/" + name + ".parquet")) {
        s3.put("b", name, file.readAllBytes());
      }
    }
  }

  private static ItemPage read(String key, ReaderConfig config, String position, int items) {
    try (S3ItemSource source = new S3ItemSource(new ObjectStore(bridge))) {
      return source.read(
          new ItemRequest(
              "arn:aws:states:::s3:getObject",
              Payload.ofText("{\"Bucket\":\"b\",\"Key\":\"" + key + "\"}"),
              config,
              position,
              items,
              1 << 20));
    }
  }

  /** With nothing kept open between two pages, as after a restart. */
  private static List<String> readAll(String key, ReaderConfig config, int pageItems) {
    List<String> all = new ArrayList<>();
    String position = null;
    do {
      ItemPage page = read(key, config, position, pageItems);
      assertThat(page).isInstanceOf(ItemPage.Items.class);
      ((ItemPage.Items) page).items().forEach(item -> all.add(item.text()));
      position = ((ItemPage.Items) page).next();
    } while (position != null);
    return all;
  }

  private static final ReaderConfig PARQUET =
      new ReaderConfig("PARQUET", null, null, null, null, null, List.of());

  @Test
  void shouldGiveEveryTypeAsJson() {
    assertThat(readAll("types", PARQUET, 10))
        .containsExactly(
            "{\"id\":1,\"big\":9007199254740993,\"ratio\":0.1,\"small\":0.1,\"ok\":true,"
                + "\"name\":\"Gr\u00fc\u00dfe\",\"raw\":\"AP8=\",\"day\":\"2026-11-29\","
                + "\"at\":1795993500123,\"local\":1795993500000,\"time\":\"23:05:00\","
                + "\"price\":12.50,\"tags\":[\"a\",null,\"b\"],"
                + "\"place\":{\"city\":\"Ulm\",\"zip\":89073},\"counts\":{\"x\":1,\"y\":null}}",
            "{\"id\":null,\"big\":null,\"ratio\":null,\"small\":null,\"ok\":null,\"name\":null,"
                + "\"raw\":null,\"day\":null,\"at\":null,\"local\":null,\"time\":null,"
                + "\"price\":null,\"tags\":null,\"place\":null,\"counts\":null}");
  }

  @Test
  void shouldGoOnAtTheRowWhereItStopped() {
    assertThat(readAll("many", PARQUET, 700))
        .containsExactlyElementsOf(
            IntStream.range(0, 2_500)
                .mapToObj(n -> "{\"n\":%d,\"text\":\"row %d\"}".formatted(n, n))
                .toList());
  }

  @Test
  void shouldReadRangesAndNotTheWholeFile() {
    read("many", PARQUET, null, 10);

    assertThat(s3.requests())
        .filteredOn(request -> request.startsWith("GET"))
        .isNotEmpty()
        .allMatch(request -> request.contains(" bytes="));
  }

  @Test
  void shouldReadTheFilesOfAManifest() {
    s3.put("b", "manifest.csv", "s3://b/plain\ns3://b/plain\n");

    assertThat(
            readAll(
                "manifest.csv",
                new ReaderConfig("PARQUET", null, "ATHENA_DATA", null, null, null, List.of()),
                2))
        .hasSize(6)
        .startsWith("{\"n\":0,\"text\":\"row 0\"}")
        .endsWith("{\"n\":2,\"text\":\"row 2\"}");
  }

  @Test
  void shouldSayWhatIsNoParquet() {
    s3.put("b", "text", "something else altogether");
    byte[] damaged = s3.objects("b").get("plain").clone();
    damaged[damaged.length - 8] ^= 0x7f;
    s3.put("b", "damaged", damaged);

    assertThat(read("text", PARQUET, null, 10))
        .isEqualTo(
            new ItemPage.Failed(
                "States.ItemReaderFailed",
                "The dataset is not Parquet: it does not end with PAR1."));
    assertThat(read("damaged", PARQUET, null, 10)).isInstanceOf(ItemPage.Failed.class);
    assertThat(read("absent", PARQUET, null, 10)).isInstanceOf(ItemPage.Failed.class);
  }

  @Test
  void shouldFailIfTheFileHasChangedMeanwhile() {
    String position = ((ItemPage.Items) read("many", PARQUET, null, 10)).next();
    s3.put("b", "many", s3.objects("b").get("plain"));

    assertThat(read("many", PARQUET, position, 10)).isInstanceOf(ItemPage.Failed.class);
  }

  @Test
  void shouldReadAnInventoryInParquet() {
    s3.put(
        "b",
        "manifest.json",
        """
        {"sourceBucket":"src","destinationBucket":"arn:aws:s3:::b","fileFormat":"Parquet",
         "fileSchema":"message s3.inventory { required binary bucket (UTF8); }",
         "files":[{"key":"plain","size":5},{"key":"plain"}]}\
        """);
    List<String> once = readAll("plain", PARQUET, 100);
    List<String> twice = new ArrayList<>(once);
    twice.addAll(once);

    for (ReaderConfig config :
        List.of(
            new ReaderConfig("MANIFEST", null, null, null, null, null, List.of()),
            new ReaderConfig(null, null, "S3_INVENTORY", null, null, null, List.of()))) {
      assertThat(readAll("manifest.json", config, 100)).isEqualTo(twice);
      assertThat(readAll("manifest.json", config, 1)).as("entered again").isEqualTo(twice);
    }
  }

  @Test
  void shouldReadParquetThatAthenaWrote() {
    s3.put("b", "m.csv", "s3://b/plain\ns3://b/plain\n");
    List<String> once = readAll("plain", PARQUET, 100);
    List<String> twice = new ArrayList<>(once);
    twice.addAll(once);

    ReaderConfig config =
        new ReaderConfig("PARQUET", null, "ATHENA_DATA", null, null, null, List.of());
    assertThat(readAll("m.csv", config, 2)).isEqualTo(twice);
  }
}

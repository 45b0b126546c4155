package pawl.integrations.items;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import pawl.asl.Payload;
import pawl.asl.program.ReaderConfig;
import pawl.engine.ItemPage;
import pawl.engine.ItemRequest;
import pawl.integrations.Calls;
import pawl.integrations.S3Double;
import pawl.integrations.sdk.ObjectStore;
import pawl.integrations.sdk.SdkBridge;

class S3ItemSourceTest {
  private static final String GET = "arn:aws:states:::s3:getObject";
  private static final String LIST = "arn:aws:states:::s3:listObjectsV2";
  private static final int PLENTY = 1 << 20;

  private static S3Double s3;
  private static SdkBridge bridge;

  private S3ItemSource source = new S3ItemSource(new ObjectStore(bridge));

  @BeforeAll
  static void start() {
    s3 = new S3Double();
    bridge = new SdkBridge(Calls.accessTo(s3.url()));
  }

  @BeforeEach
  void makeBucket() {
    s3.clear().bucket("b");
  }

  @AfterEach
  void close() {
    source.close();
  }

  @AfterAll
  static void stop() {
    bridge.close();
    s3.close();
  }

  /** A reader of {@code s3://b/KEY} or of the listing of {@code b}. */
  private record Reader(String resource, String parameters, ReaderConfig config) {
    ItemRequest at(String position, int items) {
      return new ItemRequest(resource, Payload.ofText(parameters), config, position, items, PLENTY);
    }
  }

  private static Reader file(String key, ReaderConfig config) {
    return new Reader(GET, "{\"Bucket\":\"b\",\"Key\":\"" + key + "\"}", config);
  }

  private static ReaderConfig type(String inputType) {
    return new ReaderConfig(inputType, null, null, null, null, null, List.of());
  }

  private static ReaderConfig csv(String delimiter, List<String> headers) {
    return new ReaderConfig(
        "CSV", null, null, null, delimiter, headers.isEmpty() ? "FIRST_ROW" : "GIVEN", headers);
  }

  /** Reads all, in pages of so many items, as a host that is restarted between them. */
  private List<String> readAll(Reader reader, int pageItems, boolean restarts) {
    List<String> all = new ArrayList<>();
    String position = null;
    do {
      ItemPage page = source.read(reader.at(position, pageItems));
      assertThat(page).isInstanceOf(ItemPage.Items.class);
      ItemPage.Items items = (ItemPage.Items) page;
      items.items().forEach(item -> all.add(item.text()));
      position = items.next();
      if (restarts) {
        source.close();
        source = new S3ItemSource(new ObjectStore(bridge));
      }
    } while (position != null);
    return all;
  }

  private List<String> readAll(Reader reader) {
    return readAll(reader, 1000, false);
  }

  private ItemPage readOne(Reader reader) {
    return source.read(reader.at(null, 1000));
  }

  private static ItemPage failed(String cause) {
    return new ItemPage.Failed("States.ItemReaderFailed", cause);
  }

  private static byte[] packed(String... members) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String member : members) {
      try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
        gzip.write(member.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void shouldListABucketOverItsPages() {
    s3.pagesOf(2).put("b", "a/1", "12").put("b", "a/2", "345").put("b", "a/3", "");
    s3.put("b", "b", "x");
    Reader reader = new Reader(LIST, "{\"Bucket\":\"b\",\"Prefix\":\"a/\"}", ReaderConfig.NONE);

    List<String> items = readAll(reader);

    assertThat(items).hasSize(3);
    assertThat(items.getFirst())
        .matches(
            "\\{\"Etag\":\"\\\\\"[0-9a-f]+\\\\\"\",\"Key\":\"a/1\",\"LastModified\":1.789180622E9,"
                + "\"Size\":2,\"StorageClass\":\"STANDARD\"}");
    assertThat(readAll(reader, 1, true)).isEqualTo(items);
  }

  @Test
  void shouldReadCsvUnderTheHeadersOfItsFirstRow() {
    s3.put("b", "k", "Col1,Col2\nValue1,Value2\r\n\n\"a \"\"b\"\", c\nd\",\n,,,\n   ");
    assertThat(readAll(file("k", csv(null, List.of()))))
        .containsExactly(
            "{\"Col1\":\"Value1\",\"Col2\":\"Value2\"}",
            "{\"Col1\":\"a \\\"b\\\", c\\nd\",\"Col2\":\"\"}",
            "{\"Col1\":\"\",\"Col2\":\"\"}",
            "{\"Col1\":\"   \",\"Col2\":\"\"}");
  }

  @Test
  void shouldReadCsvUnderGivenHeaders() {
    s3.put("b", "k", "Value1,Value2,Value3\ntrue,1,'x'\nNull\n");
    assertThat(readAll(file("k", csv(null, List.of("H1", "H2")))))
        .containsExactly(
            "{\"H1\":\"Value1\",\"H2\":\"Value2\"}",
            "{\"H1\":\"true\",\"H2\":\"1\"}",
            "{\"H1\":\"Null\",\"H2\":\"\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '_',
      value = {"COMMA_,", "PIPE_|", "SEMICOLON_;", "SPACE_' '", "TAB_'\t'"})
  void shouldReadEveryDelimiter(String name, String delimiter) {
    s3.put("b", "k", "a%sb\n1%s\"2%s3\"\n".replace("%s", delimiter));
    assertThat(readAll(file("k", csv(name, List.of()))))
        .containsExactly("{\"a\":\"1\",\"b\":\"2" + delimiter.replace("\t", "\\t") + "3\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "a\\,b,c;a,b",
        "\"x\\\"y\",c;x\"y",
        "\\\\n\\z,c;\\nz",
        "a\"b\"c,c;a\"b\"c",
        "  \"q\"x,c;qx",
        "\"open,c;open,c",
        "ü€😀,c;ü€😀"
      })
  void shouldReadTheFirstFieldOf(String line, String field) {
    s3.put("b", "k", line);
    List<String> items = readAll(file("k", csv(null, List.of("H"))));
    assertThat(items).hasSize(1);
    assertThat(Payload.ofText(items.getFirst()).node().path("H").textValue()).isEqualTo(field);
  }

  @Test
  void shouldTakeAByteOrderMarkForNoPartOfAHeader() {
    s3.put("b", "k", "\ufeffa,b\n1,2\n3,4");
    assertThat(readAll(file("k", csv(null, List.of())), 1, true))
        .containsExactly("{\"a\":\"1\",\"b\":\"2\"}", "{\"a\":\"3\",\"b\":\"4\"}");
  }

  @Test
  void shouldRefuseDuplicateHeaders() {
    s3.put("b", "k", "H1,H1\n1,2\n");
    ItemPage refused = failed("CSV headers cannot contain duplicates.");
    assertThat(readOne(file("k", csv(null, List.of())))).isEqualTo(refused);
    assertThat(readOne(file("k", csv(null, List.of("H1", "H1", "H3"))))).isEqualTo(refused);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a,b", "a,b\n"})
  void shouldFindNothingInACsvFileWithoutRows(String file) {
    s3.put("b", "k", file);
    assertThat(readAll(file("k", csv(null, List.of())))).isEmpty();
  }

  @Test
  void shouldReadTheElementsOfAJsonArray() {
    s3.put("b", "k", "\ufeff [ {\"a\" : 1.0}, [2, 3] , \"x,]\", null,true, 1e400 ,-7]  ");
    Reader reader = file("k", type("JSON"));
    List<String> items = readAll(reader);
    assertThat(items)
        .containsExactly("{\"a\":1.0}", "[2,3]", "\"x,]\"", "null", "true", "1E+400", "-7");
    assertThat(readAll(reader, 1, true)).isEqualTo(items);
    assertThat(readAll(reader, 3, false)).isEqualTo(items);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"/a/b|1,2", "/list/1/x|3", "/a~1b|4", "/none|", "/a/b/0/c|", "/a|"})
  void shouldFollowTheItemsPointer(String pointer, String items) {
    s3.put(
        "b",
        "k",
        "{\"skip\":{\"a\":[9]},\"a\":{\"c\":[8],\"b\":[1,2]},\"list\":[0,{\"x\":[3]}],\"a/b\":[4]}");
    Reader reader = file("k", new ReaderConfig("JSON", null, null, pointer, null, null, List.of()));
    if (items == null) {
      assertThat(readOne(reader)).isEqualTo(failed("Attempting to map over non-iterable node."));
    } else {
      assertThat(readAll(reader, 1, true)).containsExactly(items.split(","));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"Hello\": \"world\"}", "7", "\"text\"", ""})
  void shouldRefuseToMapOverWhatIsNoArray(String document) {
    s3.put("b", "k", document);
    assertThat(readOne(file("k", type("JSON"))))
        .isEqualTo(failed("Attempting to map over non-iterable node."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1,2", "[1,}", "[tru]", "nonsense"})
  void shouldSayWhenADocumentIsBroken(String document) {
    s3.put("b", "k", document);
    assertThat(readOne(file("k", type("JSON"))))
        .isInstanceOfSatisfying(
            ItemPage.Failed.class,
            failed -> assertThat(failed.cause()).startsWith("The dataset is not JSON: "));
  }

  @Test
  void shouldReadJsonLines() {
    s3.put("b", "k", "{\"a\": 1}\r\n\n  [1, 2] \n\"ü\"");
    Reader reader = file("k", type("JSONL"));
    assertThat(readAll(reader)).containsExactly("{\"a\":1}", "[1,2]", "\"ü\"");
    assertThat(readAll(reader, 1, true)).containsExactly("{\"a\":1}", "[1,2]", "\"ü\"");
    s3.put("b", "k", "1\n{\n");
    assertThat(readOne(reader))
        .isInstanceOfSatisfying(
            ItemPage.Failed.class,
            failed ->
                assertThat(failed.cause()).startsWith("The line at byte 2 of the dataset is not"));
  }

  /** Files that hold 10,000 items each, in every form. */
  enum Form {
    CSV,
    JSON,
    JSONL;

    String items() {
      List<String> items =
          IntStream.range(0, 10_000)
              .mapToObj(i -> this == CSV ? i + ",\"ü" + i + "\"" : "{\"n\":" + i + "}")
              .toList();
      return switch (this) {
        case CSV -> "n,t\n" + String.join("\n", items);
        case JSON -> "[" + String.join(",\n", items) + "]";
        case JSONL -> String.join("\n", items);
      };
    }

    ReaderConfig config() {
      return this == CSV ? csv(null, List.of()) : type(name());
    }
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void shouldReadPagesOverOneConnection(Form form) {
    s3.put("b", "k", form.items());
    assertThat(readAll(file("k", form.config()), 100, false))
        .hasSize(10_000)
        .doesNotHaveDuplicates();
    assertThat(s3.requests()).containsExactly("GET /b/k");
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void shouldGoOnAtTheByteWhereItWasAfterARestart(Form form) {
    s3.put("b", "k", form.items());
    Reader reader = file("k", form.config());
    List<String> whole = readAll(reader);
    assertThat(readAll(reader, 3_001, true)).isEqualTo(whole);
    assertThat(s3.requests().getLast()).matches("GET /b/k bytes=\\d{5,}-");
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void shouldGoOnInPackedFilesToo(Form form) {
    s3.put("b", "k.gz", packed(form.items()));
    Reader reader = file("k.gz", form.config());
    List<String> whole = readAll(reader, 999, false);
    assertThat(whole).hasSize(10_000);
    assertThat(readAll(reader, 3_001, true)).isEqualTo(whole);
  }

  @Test
  void shouldUnpackWhatItsHeaderCallsPackedAndAllMembers() {
    s3.put("b", "k", packed("1\n2\n", "3\n")).encoding("k", "gzip");
    s3.put("b", "plain.gz", "4\n");
    assertThat(readAll(file("k", type("JSONL")))).containsExactly("1", "2", "3");
    assertThat(readAll(file("k", type("JSONL")), 1, true)).containsExactly("1", "2", "3");
    assertThat(readAll(file("plain.gz", type("JSONL")))).containsExactly("4");
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void shouldReadOnWhereAConnectionBroke(Form form) {
    s3.put("b", "k", form.items());
    Reader reader = file("k", form.config());
    List<String> whole = readAll(reader);
    s3.breaksOnceAfter(70_000);
    assertThat(readAll(reader, 500, false)).isEqualTo(whole);
  }

  @Test
  void shouldCopeWithAStoreThatKnowsNoRanges() {
    s3.ignoringRanges().put("b", "k", "1\n2\n3\n");
    assertThat(readAll(file("k", type("JSONL")), 1, true)).containsExactly("1", "2", "3");
  }

  @Test
  void shouldNotReadOnInAnotherObject() {
    s3.put("b", "k", "1\n2\n3\n");
    Reader reader = file("k", type("JSONL"));
    String next = ((ItemPage.Items) source.read(reader.at(null, 1))).next();
    source.close();
    s3.put("b", "k", "4\n5\n6\n");
    assertThat(source.read(reader.at(next, 1)))
        .isInstanceOfSatisfying(
            ItemPage.Failed.class,
            failed -> assertThat(failed.cause()).contains("Status Code: 412"));
  }

  @Test
  void shouldReadTheFilesOfAnInventory() {
    s3.put("b", "inv/1.csv.gz", packed("\"src\",\"a b\",\"1\"\n\"src\",\"c\",\"2\"\n"));
    s3.put("b", "inv/2.csv.gz", packed(""));
    s3.put("b", "inv/3.csv.gz", packed("\"src\",\"d\",\"3\"\n"));
    s3.put(
        "b",
        "manifest.json",
        """
        {"sourceBucket":"src","destinationBucket":"arn:aws:s3:::b","fileFormat":"CSV",
         "fileSchema":"Bucket, Key, Size","files":[{"key":"inv/1.csv.gz","size":5},
         {"key":"inv/2.csv.gz"},{"key":"inv/3.csv.gz"}]}\
        """);
    Reader reader = file("manifest.json", type("MANIFEST"));
    List<String> items = readAll(reader);
    assertThat(items)
        .containsExactly(
            "{\"Bucket\":\"src\",\"Key\":\"a b\",\"Size\":\"1\"}",
            "{\"Bucket\":\"src\",\"Key\":\"c\",\"Size\":\"2\"}",
            "{\"Bucket\":\"src\",\"Key\":\"d\",\"Size\":\"3\"}");
    assertThat(readAll(reader, 1, true)).isEqualTo(items);
  }

  @Test
  void shouldSayWhichInventoriesItCanRead() {
    s3.put(
        "b",
        "manifest.json",
        "{\"destinationBucket\":\"arn:aws:s3:::b\",\"fileFormat\":\"ORC\",\"files\":[]}");
    assertThat(readOne(file("manifest.json", type("MANIFEST"))))
        .isEqualTo(
            failed(
                "The files of the S3 inventory are in the format 'ORC'; CSV and Parquet can be"
                    + " read."));
  }

  @Test
  void shouldReadCsvThatAthenaWrote() {
    s3.put("b", "out/1.gz", packed("1\tone\n2\ttwo\n"));
    s3.put("b", "out/2.gz", packed("3\tthree\n"));
    s3.put("b", "m.csv", "\"s3://b/out/1.gz\"\n\ns3://b/out/2.gz\n");
    Reader reader =
        file(
            "m.csv",
            new ReaderConfig(
                "CSV", null, "ATHENA_DATA", null, "TAB", "GIVEN", List.of("n", "name")));
    List<String> items = readAll(reader);
    assertThat(items)
        .containsExactly(
            "{\"n\":\"1\",\"name\":\"one\"}",
            "{\"n\":\"2\",\"name\":\"two\"}",
            "{\"n\":\"3\",\"name\":\"three\"}");
    assertThat(readAll(reader, 1, true)).isEqualTo(items);
  }

  @Test
  void shouldReadTheFilesThatAthenaWrote() {
    s3.put("b", "out/1.gz", packed("{\"a\":1}\n{\"a\":2}\n"));
    s3.put("b", "out/2.gz", packed("{\"a\":3}\n"));
    s3.put("b", "m.csv", "s3://b/out/1.gz\ns3://b/out/2.gz\n");
    Reader reader =
        file("m.csv", new ReaderConfig("JSONL", null, "ATHENA_DATA", null, null, null, List.of()));
    assertThat(readAll(reader, 1, true)).containsExactly("{\"a\":1}", "{\"a\":2}", "{\"a\":3}");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 1000})
  void shouldFlattenTheFilesOfAListing(int pageItems) {
    s3.pagesOf(1).put("b", "d/", "").put("b", "d/1", "[1,2]").put("b", "d/2", "[]");
    s3.put("b", "d/3", "[3]").put("b", "e", "no");
    Reader reader =
        new Reader(
            LIST,
            "{\"Bucket\":\"b\",\"Prefix\":\"d/\"}",
            new ReaderConfig("JSON", "LOAD_AND_FLATTEN", null, null, null, null, List.of()));
    assertThat(readAll(reader, pageItems, true)).containsExactly("1", "2", "3");
    assertThat(readAll(reader, pageItems, false)).containsExactly("1", "2", "3");
  }

  @Test
  void shouldEndAPageWithTheItemThatReachesItsSize() {
    s3.put("b", "k", "[\"1234567890\",\"1234567890\",\"x\"]");
    Reader reader = file("k", type("JSON"));
    ItemRequest small =
        new ItemRequest(
            reader.resource(), Payload.ofText(reader.parameters()), reader.config(), null, 10, 13);
    assertThat(((ItemPage.Items) source.read(small)).items()).hasSize(2);
  }

  @Test
  void shouldReportWhatTheStoreSays() {
    assertThat(readOne(file("none", type("JSON"))))
        .isEqualTo(
            failed(
                "The specified key does not exist. (Service: Amazon S3; Status Code: 404;"
                    + " Error Code: NoSuchKey; Request ID: R1; S3 Extended Request ID: X1;"
                    + " Proxy: null)"));
    assertThat(readOne(new Reader(LIST, "{\"Bucket\":\"nowhere\"}", ReaderConfig.NONE)))
        .isInstanceOfSatisfying(
            ItemPage.Failed.class,
            failed -> assertThat(failed.cause()).startsWith("The specified bucket does not exist"));
  }

  @Test
  void shouldSayWhatItCantRead() {
    assertThat(readOne(file("k", type("ORC"))))
        .isEqualTo(failed("InputType ORC is not supported here."));
    assertThat(readOne(new Reader(GET, "{\"Bucket\":\"b\"}", type("JSON"))))
        .isEqualTo(failed("The field 'Key' is required but was missing"));
  }
}

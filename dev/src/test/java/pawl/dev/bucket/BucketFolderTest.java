package pawl.dev.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketFolderTest {
  @TempDir private Path root;
  private BucketFolder folder;

  @BeforeEach
  void makeBucket() throws IOException {
    folder = new BucketFolder(root);
    folder.makeBucket("bucket");
  }

  private void put(String key) throws IOException {
    folder.put(
        "bucket",
        key,
        new ByteArrayInputStream(key.getBytes(StandardCharsets.UTF_8)),
        ObjectHeaders.NONE);
  }

  private List<String> keys(String prefix, String after) throws IOException {
    List<String> keys = new ArrayList<>();
    new KeyWalk(prefix, after, keys::add).walk(folder.bucket("bucket"));
    return keys;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a/b/c.txt",
        "a//b",
        "/a",
        "a/",
        "a/../b",
        "../../b",
        "./a",
        "100%",
        "%2E/%252F/%25",
        "gr\u00fc\u00dfe/\ud83d\ude00"
      })
  void shouldKeepAnObjectUnderAnyKeyWithinItsBucket(String key) throws IOException {
    put(key);

    StoredObject object = folder.find("bucket", key).orElseThrow();
    assertThat(object.file().normalize()).startsWith(root.resolve("bucket"));
    assertThat(Files.readString(object.file())).isEqualTo(key);
    assertThat(keys("", "")).containsExactly(key);
    folder.remove("bucket", key);
    assertThat(keys("", "")).isEmpty();
    assertThat(root.resolve("bucket")).isEmptyDirectory();
  }

  @Test
  void shouldGoThroughKeysInTheOrderOfTheirBytes() throws IOException {
    for (String key : List.of("a/b", "a-b", "a.b", "a/b/c".replace("b/", "c/"), "b", "B", "a0")) {
      put(key);
    }
    assertThat(keys("", "")).containsExactly("B", "a-b", "a.b", "a/b", "a/c/c", "a0", "b");
    assertThat(keys("a/", "")).containsExactly("a/b", "a/c/c");
    assertThat(keys("", "a/b")).containsExactly("a/c/c", "a0", "b");
    assertThat(keys("a", "a/c/c")).containsExactly("a0");
  }

  @Test
  void shouldSeeWhatIsPutThereByHand() throws IOException {
    Files.createDirectories(root.resolve("bucket/in"));
    Files.writeString(root.resolve("bucket/in/lines.csv"), "a\n1\n");

    StoredObject first = folder.find("bucket", "in/lines.csv").orElseThrow();
    assertThat(first.size()).isEqualTo(4);
    Files.writeString(root.resolve("bucket/in/lines.csv"), "a\n1\n2\n");

    assertThat(folder.find("bucket", "in/lines.csv").orElseThrow().etag())
        .isNotEqualTo(first.etag());
  }

  @Test
  void shouldForgetHeadersOfAFileThatWasReplacedByHand() throws IOException {
    folder.put(
        "bucket",
        "k",
        new ByteArrayInputStream(new byte[] {1}),
        new ObjectHeaders(Map.of("content-type", "text/x")));
    assertThat(folder.find("bucket", "k").orElseThrow().headers().values())
        .containsEntry("content-type", "text/x");

    Files.writeString(root.resolve("bucket/k"), "other");

    assertThat(folder.find("bucket", "k").orElseThrow().headers()).isEqualTo(ObjectHeaders.NONE);
  }

  @Test
  void shouldRefuseAKeyThatIsAnothersFolder() throws IOException {
    put("a/b");
    assertThatThrownBy(() -> put("a")).isInstanceOf(S3Error.class).hasMessageContaining("'a'");
    assertThatThrownBy(() -> put("a/b/c")).isInstanceOf(S3Error.class);
    assertThat(keys("", "")).containsExactly("a/b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", ".objects", "Upper", "a", "no/slash"})
  void shouldMakeNoBucketOfABadName(String name) {
    assertThatThrownBy(() -> folder.makeBucket(name)).isInstanceOf(S3Error.class);
  }

  @Test
  void shouldReadTheFramingOfAwsSdks() throws IOException {
    String framed =
        "5;chunk-signature=abc\r\nhello\r\n6\r\n world\r\n0\r\nx-amz-checksum-crc32:AAAA\r\n\r\n";
    assertThat(
            new ChunkedBody(new ByteArrayInputStream(framed.getBytes(StandardCharsets.UTF_8)))
                .readAllBytes())
        .asString()
        .isEqualTo("hello world");
    assertThatThrownBy(
            () ->
                new ChunkedBody(
                        new ByteArrayInputStream("9\r\nhel".getBytes(StandardCharsets.UTF_8)))
                    .readAllBytes())
        .isInstanceOf(IOException.class);
  }
}

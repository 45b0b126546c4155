package pawl.engine.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CsvRecordsTest {
  private static List<List<String>> records(String text, CsvDelimiter delimiter) {
    CsvRecords<RuntimeException> records =
        new CsvRecords<>(new TextSource(text), delimiter.character());
    List<List<String>> all = new ArrayList<>();
    for (List<String> next = records.next(); next != null; next = records.next()) {
      all.add(next);
    }
    return all;
  }

  @ParameterizedTest
  @EnumSource(CsvDelimiter.class)
  void shouldSplitAtEveryDelimiter(CsvDelimiter delimiter) {
    String text = "a,b\n\"c,\",\n".replace(',', delimiter.character());

    assertThat(records(text, delimiter))
        .containsExactly(List.of("a", "b"), List.of("c" + delimiter.character(), ""));
    assertThat(CsvDelimiter.named(delimiter.name())).contains(delimiter);
  }

  @Test
  void shouldKeepLineEndsWithinQuotationMarks() {
    assertThat(records("a,\"b\r\nc\n\"\r\rd,\"e \"\"f\"\"\"\n\n\n", CsvDelimiter.COMMA))
        .containsExactly(List.of("a", "b\r\nc\n"), List.of("d", "e \"f\""));
  }

  @Test
  void shouldLetTheBackslashEscape() {
    assertThat(records("a\\,b,\\\\,\\\"c,\\d", CsvDelimiter.COMMA))
        .containsExactly(List.of("a,b", "\\", "\"c", "d"));
  }

  @Test
  void shouldMakeItemsUnderTheHeaders() {
    CsvRecords<RuntimeException> records =
        new CsvRecords<>(new TextSource("\ufeffid,name\n1,one,too many\n2\n"), ',');
    List<String> headers = records.headers();

    assertThat(headers).containsExactly("id", "name");
    assertThat(CsvRecords.item(headers, records.next()).text())
        .isEqualTo("{\"id\":\"1\",\"name\":\"one\"}");
    assertThat(CsvRecords.item(headers, records.next()).text())
        .isEqualTo("{\"id\":\"2\",\"name\":\"\"}");
    assertThat(records.next()).isNull();
    assertThat(CsvRecords.hasDuplicates(headers)).isFalse();
    assertThat(CsvRecords.hasDuplicates(List.of("a", "b", "a"))).isTrue();
  }

  @Test
  void shouldTakeTheCommaForWhatIsNotSaid() {
    assertThat(CsvDelimiter.named(null)).contains(CsvDelimiter.COMMA);
    assertThat(CsvDelimiter.named("COLON")).isEmpty();
    assertThat(new CsvRecords<>(new TextSource(""), ',').headers()).isEmpty();
  }
}

package pawl.asl.program;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the ItemReader of a distributed Map reads its dataset: the literal fields of ReaderConfig,
 * null where the state does not say them.
 *
 * @param inputType {@code CSV, JSON, JSONL, PARQUET, MANIFEST}
 * @param transformation {@code NONE, LOAD_AND_FLATTEN}
 * @param manifestType {@code ATHENA_DATA, S3_INVENTORY}
 * @param itemsPointer JSON Pointer to the items within a JSON file
 * @param csvDelimiter {@code COMMA, PIPE, SEMICOLON, SPACE, TAB}
 * @param csvHeaderLocation {@code FIRST_ROW, GIVEN}
 * @param csvHeaders the headers, if they are given
 */
public record ReaderConfig(
    @Nullable String inputType,
    @Nullable String transformation,
    @Nullable String manifestType,
    @Nullable String itemsPointer,
    @Nullable String csvDelimiter,
    @Nullable String csvHeaderLocation,
    List<String> csvHeaders) {
  /** Nothing is said: the resource's own form, such as the entries of a listing. */
  public static final ReaderConfig NONE =
      new ReaderConfig(null, null, null, null, null, null, List.of());

  public ReaderConfig {
    csvHeaders = List.copyOf(csvHeaders);
  }
}

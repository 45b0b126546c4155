package pawl.engine.store;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import pawl.engine.Write;
import pawl.engine.memory.MemoryStore;

/**
 * Some records of one store as a version of Pawl has written them, and what they say.
 *
 * <pre>
 *   key   hex
 *   value hex
 *     what it is decoded to, indented
 * </pre>
 */
record FormatSample(List<Entry> entries) {
  private static final HexFormat HEX = HexFormat.of();
  private static final String KEY = "key   ";
  private static final String VALUE = "value ";

  record Entry(byte[] key, byte[] value, List<String> shown) {}

  /** What this version writes and reads. */
  static FormatSample of(List<Write> writes) {
    MemoryStore store = new MemoryStore();
    store.apply(writes);
    return of(store);
  }

  static FormatSample of(MemoryStore store) {
    List<Entry> entries = new ArrayList<>();
    store.scan(
        new byte[] {0},
        new byte[] {-1},
        (key, value) -> {
          entries.add(new Entry(key, value, Shown.of(StoredRecords.read(store, key, value))));
          return true;
        });
    return new FormatSample(entries);
  }

  /** The records in a store, for what one of them refers to. */
  MemoryStore store() {
    MemoryStore store = new MemoryStore();
    store.apply(writes());
    return store;
  }

  List<Write> writes() {
    return entries.stream().map(entry -> new Write(entry.key, entry.value)).toList();
  }

  String text() {
    StringBuilder text = new StringBuilder();
    for (Entry entry : entries) {
      text.append(KEY).append(HEX.formatHex(entry.key)).append('\n');
      text.append(VALUE).append(HEX.formatHex(entry.value)).append('\n');
      entry.shown.forEach(line -> text.append("  ").append(line).append('\n'));
    }
    return text.toString();
  }

  static FormatSample parse(String text) {
    List<Entry> entries = new ArrayList<>();
    byte[] key = {};
    for (String line : text.split("\n")) {
      if (line.startsWith(KEY)) {
        key = HEX.parseHex(line.substring(KEY.length()));
      } else if (line.startsWith(VALUE)) {
        entries.add(
            new Entry(key, HEX.parseHex(line.substring(VALUE.length())), new ArrayList<>()));
      } else {
        entries.getLast().shown.add(line.substring(2));
      }
    }
    return new FormatSample(entries);
  }
}

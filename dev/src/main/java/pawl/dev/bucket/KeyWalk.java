package pawl.dev.bucket;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Goes through the keys of a bucket in S3's order, that of their bytes. Folders that can hold
 * nothing of what is wanted are not looked into.
 */
final class KeyWalk {
  /** Gets one key after another; answers whether it wants more. */
  interface Visitor {
    boolean visit(String key) throws IOException;
  }

  private static final Comparator<String> ORDER =
      (a, b) ->
          Arrays.compareUnsigned(
              a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

  private final String prefix;
  private final Visitor visitor;
  private String after;

  /** Only keys that begin with {@code prefix} and come after {@code after}. */
  KeyWalk(String prefix, String after, Visitor visitor) {
    this.prefix = prefix;
    this.after = after;
    this.visitor = visitor;
  }

  /** From now on only keys that do not begin with this, which the last one did, are wanted. */
  void skip(String common) {
    after = common + Character.toString(Character.MAX_CODE_POINT);
  }

  /** Whether the visitor wanted to see all. */
  boolean walk(Path bucket) throws IOException {
    return walk(bucket, "");
  }

  private record Entry(String key, Path path, boolean isFolder) {}

  private boolean walk(Path folder, String before) throws IOException {
    for (Entry entry : entries(folder, before)) {
      boolean wantsMore =
          entry.isFolder
              ? !mayHold(entry.key) || walk(entry.path, entry.key)
              : !isWanted(entry.key) || visitor.visit(entry.key);
      if (!wantsMore) {
        return false;
      }
    }
    return true;
  }

  private boolean isWanted(String key) {
    return key.startsWith(prefix) && ORDER.compare(key, after) > 0;
  }

  /** Whether a key that begins with this may be wanted. */
  private boolean mayHold(String start) {
    return (start.startsWith(prefix) || prefix.startsWith(start))
        && (after.startsWith(start) || ORDER.compare(start, after) > 0);
  }

  private static List<Entry> entries(Path folder, String before) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(path -> entry(path, before))
          .sorted(Comparator.comparing(Entry::key, ORDER))
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private static Entry entry(Path path, String before) {
    boolean isFolder = Files.isDirectory(path);
    String key = before + KeyPath.part(path.getFileName().toString());
    return new Entry(isFolder ? key + "/" : key, path, isFolder);
  }
}

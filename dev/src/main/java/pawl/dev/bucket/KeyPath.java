package pawl.dev.bucket;

import java.nio.file.Path;

/**
 * Keys as paths: {@code in/lines.csv} is the file {@code lines.csv} in the folder {@code in}. What
 * can't be part of a path is written in another way: an empty part (of {@code a//b} or {@code a/})
 * as {@code %2F}, the parts {@code .} and {@code ..} as {@code %2E} and {@code %2E%2E}, a percent
 * sign before any of these as {@code %25}.
 */
final class KeyPath {
  private static final String EMPTY = "%2F";
  private static final String DOT = "%2E";
  private static final String PERCENT = "%25";

  private KeyPath() {}

  static Path of(Path bucket, String key) {
    Path path = bucket;
    for (String part : key.split("/", -1)) {
      path = path.resolve(name(part));
    }
    return path;
  }

  private static String name(String part) {
    return switch (part) {
      case "" -> EMPTY;
      case "." -> DOT;
      case ".." -> DOT + DOT;
      default ->
          part.replace(PERCENT, PERCENT + "25")
              .replace(EMPTY, PERCENT + "2F")
              .replace(DOT, PERCENT + "2E");
    };
  }

  /** The part of a key that a file or folder of this name is. */
  static String part(String name) {
    return switch (name) {
      case EMPTY -> "";
      case DOT -> ".";
      case DOT + DOT -> "..";
      default ->
          name.replace(PERCENT + "2E", DOT)
              .replace(PERCENT + "2F", EMPTY)
              .replace(PERCENT + "25", PERCENT);
    };
  }
}

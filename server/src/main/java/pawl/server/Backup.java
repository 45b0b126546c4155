package pawl.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.Stream;
import pawl.asl.Json;

/**
 * A copy of a data folder in a folder of its own: the store as it was at one moment, and the
 * functions that came as a zip. A file that is written last says that it is complete.
 */
public final class Backup {
  private static final String FUNCTIONS = "functions";
  private static final String COMPLETE = "pawl-backup.json";

  private Backup() {}

  /**
   * Makes a backup.
   *
   * @param store writes a copy of the store into a folder that does not exist
   * @param data the data folder
   * @param target a folder that does not exist or is empty
   * @throws StartException if that can't be
   */
  static void take(Consumer<Path> store, Path data, Path target) {
    checkVacant(target, "The backup's folder ");
    try {
      Files.createDirectories(target);
      Path functions = data.resolve(FUNCTIONS);
      if (Files.isDirectory(functions)) {
        copy(functions, target.resolve(FUNCTIONS));
      }
      store.accept(target.resolve(Config.STORE));
      Files.writeString(
          target.resolve(COMPLETE),
          Json.MAPPER
              .createObjectNode()
              .put("version", Version.text())
              .put("time", Instant.now().toString())
              .toPrettyString());
    } catch (IOException e) {
      throw new StartException("The backup " + target + " can't be written: " + e.getMessage(), e);
    }
  }

  /**
   * Makes a data folder of a backup, which stays as it is.
   *
   * @param data a folder that does not exist or is empty
   * @return when the backup was made
   * @throws StartException if that can't be
   */
  public static Instant restore(Path backup, Path data) {
    checkVacant(data, "The data folder ");
    try {
      Path complete = backup.resolve(COMPLETE);
      if (!Files.exists(complete)) {
        throw new StartException(
            backup + " is not a backup, or one that was not finished (it has no " + COMPLETE + ")");
      }
      JsonNode about = Json.MAPPER.readTree(Files.readString(complete));
      for (String part : new String[] {FUNCTIONS, Config.STORE}) {
        Path from = backup.resolve(part);
        if (Files.isDirectory(from)) {
          copy(from, data.resolve(part));
        }
      }
      return Instant.parse(about.path("time").asText());
    } catch (IOException e) {
      throw new StartException("The backup " + backup + " can't be copied: " + e.getMessage(), e);
    }
  }

  private static void checkVacant(Path folder, String what) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> inside = Files.list(folder)) {
      if (inside.findAny().isPresent()) {
        throw new StartException(what + folder + " is not empty: name one that does not exist yet");
      }
    } catch (IOException e) {
      throw new StartException(what + folder + " can't be looked into: " + e.getMessage(), e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(folder).toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (attributes.isRegularFile()) {
              Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }
}

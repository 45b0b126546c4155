package pawl.dev.queue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pawl.asl.Json;

/**
 * Queues and their messages as files: a folder a queue, in it {@code queue.json} and a JSON file a
 * message. A file appears whole or not at all.
 */
final class QueueFolder {
  private static final Logger LOG = LoggerFactory.getLogger(QueueFolder.class);
  private static final String QUEUE = "queue.json";

  private final Path root;

  QueueFolder(Path root) {
    this.root = root;
  }

  /** A queue as it was left. */
  record Stored(String name, JsonNode attributes, List<JsonNode> messages) {}

  void putQueue(String name, ObjectNode attributes) throws IOException {
    write(folder(name).resolve(QUEUE), attributes);
  }

  void putMessage(String queue, String id, ObjectNode message) throws IOException {
    write(file(queue, id), message);
  }

  void removeMessage(String queue, String id) throws IOException {
    Files.deleteIfExists(file(queue, id));
  }

  void removeQueue(String name) throws IOException {
    Path folder = root.resolve(name);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (NoSuchFileException gone) {
      LOG.debug("The folder of the queue {} is gone already", name);
    }
  }

  /** All that is kept. What can't be read is named in the log and stays where it is. */
  List<Stored> load() throws IOException {
    Files.createDirectories(root);
    List<Stored> queues = new ArrayList<>();
    try (Stream<Path> folders = Files.list(root)) {
      for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
        Optional<JsonNode> attributes = read(folder.resolve(QUEUE));
        if (attributes.isPresent()) {
          queues.add(
              new Stored(folder.getFileName().toString(), attributes.get(), messages(folder)));
        }
      }
    }
    return queues;
  }

  private static List<JsonNode> messages(Path folder) throws IOException {
    List<JsonNode> messages = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted(Comparator.comparing(Path::toString)).toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".json") && !name.equals(QUEUE)) {
          read(file).ifPresent(messages::add);
        }
      }
    }
    return messages;
  }

  private static Optional<JsonNode> read(Path file) {
    try {
      return Optional.of(Json.MAPPER.readTree(Files.readAllBytes(file)));
    } catch (IOException e) {
      LOG.warn("Left out, since it can't be read: {} ({})", file, e.getMessage());
      return Optional.empty();
    }
  }

  private static void write(Path file, ObjectNode value) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(Json.MAPPER.writeValueAsBytes(value));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(false);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private Path folder(String queue) throws IOException {
    return Files.createDirectories(root.resolve(queue));
  }

  private Path file(String queue, String id) throws IOException {
    return folder(queue).resolve(id + ".json");
  }
}

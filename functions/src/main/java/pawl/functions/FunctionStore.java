package pawl.functions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the functions that came as a zip:
 *
 * <pre>
 *   functions/NAME/function.json    the description; a function without it does not exist
 *   functions/NAME/code-UUID/       its code, named in the description
 * </pre>
 */
final class FunctionStore {
  private static final Logger LOG = LoggerFactory.getLogger(FunctionStore.class);
  private static final int FORMAT = 1;
  private static final String DESCRIPTION_FILE = "function.json";

  private final Path folder;
  private final ObjectMapper json = new ObjectMapper();

  FunctionStore(Path folder) {
    this.folder = folder;
  }

  /** A folder, not yet there, for the code of a function. */
  Path newCodeFolder(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name)).resolve("code-" + UUID.randomUUID());
  }

  void save(FunctionDescription description) throws IOException {
    Path own = Files.createDirectories(folder.resolve(description.name()));
    Path unfinished = Files.createTempFile(own, DESCRIPTION_FILE, ".tmp");
    Files.write(
        unfinished, json.writerWithDefaultPrettyPrinter().writeValueAsBytes(write(description)));
    try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(unfinished, own.resolve(DESCRIPTION_FILE), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Forgets a function. Its code is left to the caller. */
  void forget(String name) throws IOException {
    Files.deleteIfExists(folder.resolve(name).resolve(DESCRIPTION_FILE));
  }

  /** All functions that are kept. What can't be read is logged and left as it is. */
  List<FunctionDescription> load(HostConfiguration host) throws IOException {
    List<FunctionDescription> all = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return all;
    }
    List<Path> folders;
    try (Stream<Path> entries = Files.list(folder)) {
      folders = entries.filter(Files::isDirectory).sorted().toList();
    }
    for (Path own : folders) {
      Path file = own.resolve(DESCRIPTION_FILE);
      if (own.getFileName().toString().startsWith(".")) {
        continue;
      }
      if (Files.exists(file)) {
        read(file, host).ifPresent(all::add);
      } else {
        CodePackage.delete(own);
      }
    }
    return all;
  }

  /**
   * Deletes code that no description names any more, as a crash in the middle of an update leaves
   * it.
   */
  void deleteUnused(FunctionDescription description) {
    Path used = description.configuration().codeFolder();
    try (Stream<Path> entries = Files.list(folder.resolve(description.name()))) {
      entries
          .filter(
              path -> !path.equals(used) && !path.getFileName().toString().equals(DESCRIPTION_FILE))
          .forEach(CodePackage::delete);
    } catch (IOException e) {
      LOG.warn("can't look for unused code of {}", description.name(), e);
    }
  }

  private Optional<FunctionDescription> read(Path file, HostConfiguration host) {
    try {
      JsonNode node = json.readTree(file.toFile());
      int format = node.path("format").asInt();
      if (format != FORMAT) {
        LOG.error(
            "{} has format {}, and this version of Pawl reads format {}: the function is not"
                + " loaded. Use the version of Pawl that wrote it.",
            file,
            format,
            FORMAT);
        return Optional.empty();
      }
      return Optional.of(read(node, file.resolveSibling(node.path("code").asText()), host));
    } catch (JsonProcessingException | DateTimeParseException | LambdaException e) {
      LOG.error("{} can't be understood: the function is not loaded. Create it anew.", file, e);
    } catch (IOException e) {
      LOG.error("{} can't be read: the function is not loaded", file, e);
    }
    return Optional.empty();
  }

  private static FunctionDescription read(JsonNode node, Path code, HostConfiguration host) {
    Map<String, String> environment = new LinkedHashMap<>();
    node.path("environment")
        .properties()
        .forEach(entry -> environment.put(entry.getKey(), entry.getValue().asText()));
    String name = node.path("name").asText();
    FunctionConfiguration configuration =
        new FunctionConfiguration(
            name,
            node.path("runtime").asText(),
            node.path("handler").asText(),
            code,
            node.path("timeoutSeconds").asInt(),
            node.path("memorySizeMb").asInt(),
            environment,
            node.path("description").asText(),
            node.path("role").asText());
    return new FunctionDescription(
        configuration,
        new FunctionName(null, null, name, null).arn(host.region(), host.account()),
        FunctionDescription.Origin.ZIP,
        node.path("codeSha256").asText(),
        node.path("codeSizeBytes").asLong(),
        Instant.parse(node.path("lastModified").asText()),
        node.path("revisionId").asText());
  }

  private ObjectNode write(FunctionDescription description) {
    FunctionConfiguration configuration = description.configuration();
    ObjectNode node = json.createObjectNode();
    node.put("format", FORMAT);
    node.put("name", configuration.name());
    node.put("runtime", configuration.runtime());
    node.put("handler", configuration.handler());
    node.put("code", configuration.codeFolder().getFileName().toString());
    node.put("timeoutSeconds", configuration.timeoutSeconds());
    node.put("memorySizeMb", configuration.memorySizeMb());
    ObjectNode environment = node.putObject("environment");
    configuration.environment().forEach(environment::put);
    node.put("description", configuration.description());
    node.put("role", configuration.role());
    node.put("codeSha256", description.codeSha256());
    node.put("codeSizeBytes", description.codeSizeBytes());
    node.put("lastModified", description.lastModified().toString());
    node.put("revisionId", description.revisionId());
    return node;
  }
}

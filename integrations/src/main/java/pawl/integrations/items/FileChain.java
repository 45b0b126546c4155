package pawl.integrations.items;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;
import pawl.integrations.sdk.ObjectStore;

/** Many files of one format as one dataset. */
final class FileChain implements ItemCursor {
  private static final String FILES = "files";
  private static final String FILE = "file";

  private final ObjectStore store;
  private final Files files;
  private final FileFormat format;
  private @Nullable ItemCursor current;

  /** The files, one after the other. */
  interface Files {
    /** The next file; null after the last. */
    ObjectStore.@Nullable Place next();

    /** The position at which the last file comes again. */
    ObjectNode position();
  }

  /** Opens the files at a position; null for the first. */
  @FunctionalInterface
  interface Opening {
    Files open(@Nullable ObjectNode position) throws IOException;
  }

  private FileChain(ObjectStore store, Files files, FileFormat format) {
    this.store = store;
    this.files = files;
    this.format = format;
  }

  static FileChain open(
      ObjectStore store, FileFormat format, @Nullable ObjectNode position, Opening opening)
      throws IOException {
    FileChain chain = new FileChain(store, opening.open(part(position, FILES)), format);
    chain.enter(part(position, FILE));
    return chain;
  }

  private static @Nullable ObjectNode part(@Nullable ObjectNode position, String name) {
    JsonNode part = position == null ? null : position.get(name);
    return part instanceof ObjectNode object ? object : null;
  }

  private void enter(@Nullable ObjectNode position) throws IOException {
    ObjectStore.Place file = files.next();
    current = file == null ? null : format.open(store, file, position);
  }

  @Override
  public @Nullable Payload next() throws IOException {
    while (current != null) {
      Payload item = current.next();
      if (item != null) {
        return item;
      }
      current.close();
      enter(null);
    }
    return null;
  }

  @Override
  public ObjectNode position() {
    if (current == null) {
      throw new IllegalStateException("There is no position after the end");
    }
    ObjectNode position = JsonNodeFactory.instance.objectNode();
    position.set(FILES, files.position());
    position.set(FILE, current.position());
    return position;
  }

  @Override
  public void close() {
    if (current != null) {
      current.close();
    }
  }
}

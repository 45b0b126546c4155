package pawl.api.operation;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;

/** A JSON object that members are added to, one after another. */
sealed interface JsonMembers {
  void add(String name, String text);

  void add(String name, long number);

  void add(String name, boolean flag);

  void addTime(String name, long epochMillis);

  /** What is added from here on belongs to the object of that name. */
  void open(String name);

  void close();

  /** Kept, to be looked at or changed. */
  final class Tree implements JsonMembers {
    private final ArrayDeque<ObjectNode> open = new ArrayDeque<>();

    Tree(ObjectNode root) {
      open.push(root);
    }

    @Override
    public void add(String name, String text) {
      open.getFirst().put(name, text);
    }

    @Override
    public void add(String name, long number) {
      open.getFirst().put(name, number);
    }

    @Override
    public void add(String name, boolean flag) {
      open.getFirst().put(name, flag);
    }

    @Override
    public void addTime(String name, long epochMillis) {
      open.getFirst().put(name, Timestamps.of(epochMillis));
    }

    @Override
    public void open(String name) {
      open.push(open.getFirst().putObject(name));
    }

    @Override
    public void close() {
      open.pop();
    }
  }

  /** Written at once; throws {@link UncheckedIOException}. */
  record Written(JsonGenerator out) implements JsonMembers {
    private interface Writing {
      void run() throws IOException;
    }

    private static void write(Writing writing) {
      try {
        writing.run();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void add(String name, String text) {
      write(() -> out.writeStringField(name, text));
    }

    @Override
    public void add(String name, long number) {
      write(() -> out.writeNumberField(name, number));
    }

    @Override
    public void add(String name, boolean flag) {
      write(() -> out.writeBooleanField(name, flag));
    }

    @Override
    public void addTime(String name, long epochMillis) {
      write(() -> out.writeNumberField(name, Timestamps.of(epochMillis)));
    }

    @Override
    public void open(String name) {
      write(() -> out.writeObjectFieldStart(name));
    }

    @Override
    public void close() {
      write(out::writeEndObject);
    }
  }
}

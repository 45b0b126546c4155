package pawl.integrations.items;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pawl.asl.Payload;
import pawl.asl.program.ReaderConfig;
import pawl.engine.ItemRequest;

class OpenCursorsTest {
  private final OpenCursors cursors = new OpenCursors(Duration.ofHours(1));

  /** A cursor that remembers whether it was closed. */
  private static final class Closable implements ItemCursor {
    boolean isClosed;

    @Override
    public Payload next() {
      return null;
    }

    @Override
    public ObjectNode position() {
      return JsonNodeFactory.instance.objectNode();
    }

    @Override
    public void close() {
      isClosed = true;
    }
  }

  private static ItemRequest at(String position, int items) {
    return new ItemRequest("r", Payload.EMPTY_OBJECT, ReaderConfig.NONE, position, items, items);
  }

  @Test
  void shouldHandOutACursorOnce() {
    Closable cursor = new Closable();
    cursors.keep(at("p", 0), cursor);
    assertThat(cursors.take(at("q", 5))).isEmpty();
    assertThat(cursors.take(at("p", 5))).containsSame(cursor);
    assertThat(cursors.take(at("p", 5))).isEmpty();
    cursors.close();
    assertThat(cursor.isClosed).isFalse();
  }

  @Test
  void shouldCloseTheOneThatIsReplaced() {
    Closable first = new Closable();
    Closable second = new Closable();
    cursors.keep(at("p", 0), first);
    cursors.keep(at("p", 0), second);
    assertThat(first.isClosed).isTrue();
    assertThat(cursors.take(at("p", 0))).containsSame(second);
  }

  @Test
  void shouldCloseTheEldestOfTooMany() {
    List<Closable> all = new ArrayList<>();
    IntStream.range(0, 70)
        .forEach(
            i -> {
              all.add(new Closable());
              cursors.keep(at("p" + i, 0), all.getLast());
            });
    assertThat(all.subList(0, 6)).allMatch(it -> it.isClosed);
    assertThat(all.subList(6, 70)).noneMatch(it -> it.isClosed);
  }

  @Test
  void shouldCloseTheOnesThatNobodyCameBackFor() {
    OpenCursors impatient = new OpenCursors(Duration.ofNanos(-1));
    Closable cursor = new Closable();
    impatient.keep(at("p", 0), cursor);
    assertThat(cursor.isClosed).isTrue();
  }
}

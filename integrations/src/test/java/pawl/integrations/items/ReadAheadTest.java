package pawl.integrations.items;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadAheadTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 255, 256, 257, 5_000})
  void shouldGiveAllInTheirOrder(int count) throws Exception {
    List<Integer> all = new ArrayList<>();
    try (ReadAhead<Integer> ahead = new ReadAhead<>(IntStream.range(0, count).iterator(), _ -> 1)) {
      for (List<Integer> some = ahead.take(); !some.isEmpty(); some = ahead.take()) {
        all.addAll(some);
      }
    }
    assertThat(all).isEqualTo(IntStream.range(0, count).boxed().toList());
  }

  @Test
  void shouldPassOnWhatTheSourceThrows() throws Exception {
    Iterator<Integer> broken =
        IntStream.range(0, 1_000)
            .mapToObj(
                i -> {
                  if (i == 600) {
                    throw new IllegalStateException("lost");
                  }
                  return i;
                })
            .iterator();
    try (ReadAhead<Integer> ahead = new ReadAhead<>(broken, _ -> 1)) {
      assertThat(ahead.take()).hasSize(256);
      assertThat(ahead.take()).hasSize(256);
      assertThatThrownBy(ahead::take).isInstanceOf(IllegalStateException.class).hasMessage("lost");
    }
  }

  @Test
  void shouldNotReadMuchAheadOfWhatIsLarge() throws Exception {
    AtomicInteger read = new AtomicInteger();
    Iterator<Integer> endless = Stream.generate(read::incrementAndGet).iterator();
    try (ReadAhead<Integer> ahead = new ReadAhead<>(endless, _ -> 1 << 19)) {
      assertThat(ahead.take()).hasSize(2);
    }
    assertThat(read.get()).isLessThanOrEqualTo(2 * 7);
  }

  @Test
  void shouldReadNoMoreOnceItIsClosed() throws Exception {
    AtomicInteger read = new AtomicInteger();
    Iterator<Integer> endless = Stream.generate(read::incrementAndGet).iterator();
    try (ReadAhead<Integer> ahead = new ReadAhead<>(endless, _ -> 1)) {
      assertThat(ahead.take()).hasSize(256);
    }
    int atTheEnd = read.get();
    assertThat(atTheEnd).as("bounded").isLessThanOrEqualTo(256 * 7);
    assertThat(read).hasValue(atTheEnd);
  }
}

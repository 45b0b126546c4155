package pawl.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LookoutTest {
  private static final String ARN = "arn:aws:states:us-east-1:123456789012:execution:M:e";

  private final AtomicLong now = new AtomicLong();
  private final List<@Nullable String> looked = new ArrayList<>();
  private Object seen = "as it was";
  private long costMillis;

  private final Lookout lookout =
      new Lookout(
          Map.of(
              Topic.HEARTBEATS,
              execution -> {
                looked.add(execution);
                pass(costMillis);
                return seen;
              }),
          now::get);

  private void pass(long millis) {
    now.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  private LiveStream page(@Nullable String execution, Topic... topics) {
    return new LiveStream(
        new LiveEvents.Interest(execution, null, Set.of(topics)), now::get, () -> 0, _ -> {});
  }

  @Test
  void shouldLookOnceForAllPages() {
    lookout.round(List.of(page(null, Topic.HEARTBEATS), page(null, Topic.HEARTBEATS)));
    assertThat(looked).hasSize(1);
  }

  @Test
  void shouldLookForAPageAtItsOwnExecution() {
    lookout.round(List.of(page(ARN, Topic.HEARTBEATS), page(null, Topic.HEARTBEATS), page(ARN)));
    assertThat(looked).containsExactlyInAnyOrder(ARN, null);
  }

  @Test
  void shouldTellANewPageOnceAndThenOfChangesOnly() {
    LiveStream page = page(null, Topic.HEARTBEATS);
    assertThat(isToldBy(page)).isTrue();
    assertThat(isToldBy(page)).isFalse();
    seen = "changed";
    assertThat(isToldBy(page)).isTrue();
    assertThat(isToldBy(page)).isFalse();
  }

  private boolean isToldBy(LiveStream page) {
    pass(20_000);
    lookout.round(List.of(page));
    return page.takeTopics().contains(Topic.HEARTBEATS);
  }

  @Test
  void shouldLookTheRarerTheLongerItTakes() {
    LiveStream page = page(null, Topic.HEARTBEATS);
    costMillis = 100;
    for (int i = 0; i < 100; i++) {
      lookout.round(List.of(page));
      pass(100);
    }
    // 10 s of it; each look takes 0.1 s and is followed by a pause of 2 s.
    assertThat(looked.size()).isBetween(4, 6);
  }

  @Test
  void shouldGoOnIfItCanNotLook() {
    LiveStream page = page(null, Topic.HEARTBEATS);
    Lookout blind =
        new Lookout(
            Map.of(
                Topic.HEARTBEATS,
                _ -> {
                  if (seen.equals("nothing")) {
                    throw new IllegalStateException("on purpose");
                  }
                  return seen;
                }),
            now::get);
    for (String what : List.of("a", "nothing", "a")) {
      seen = what;
      pass(20_000);
      blind.round(List.of(page));
      assertThat(page.takeTopics()).as(what).containsExactly(Topic.HEARTBEATS);
    }
  }
}

package pawl.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pawl.functions.InvocationRecord.Status;

class InvocationJournalTest {
  private final InvocationJournal journal = new InvocationJournal();

  private void add(String requestId, Status status, int logChars) {
    journal.add(
        new InvocationRecord(
            "f",
            requestId,
            null,
            Instant.EPOCH,
            Duration.ofMillis(1),
            status,
            OptionalLong.empty(),
            "x".repeat(logChars)));
  }

  private List<String> ids() {
    return journal.newestFirst(Integer.MAX_VALUE).stream()
        .map(InvocationRecord::requestId)
        .toList();
  }

  @Test
  void shouldTellTheNewestFirstWhateverBecameOfThem() {
    add("a", Status.SUCCEEDED, 10);
    add("b", Status.FAILED, 10);
    add("c", Status.SUCCEEDED, 10);
    add("d", Status.TIMED_OUT, 10);

    assertThat(ids()).containsExactly("d", "c", "b", "a");
    assertThat(journal.newestFirst(3)).extracting("requestId").containsExactly("d", "c", "b");
  }

  @Test
  void shouldKeepAFailureThatManySuccessesHaveFollowed() {
    add("failure", Status.FAILED, 10);
    IntStream.range(0, 10_000).forEach(i -> add("success " + i, Status.SUCCEEDED, 10));

    assertThat(ids()).hasSizeBetween(1_000, 5_000).startsWith("success 9999").endsWith("failure");
  }

  @Test
  void shouldBeBoundedByWhatTheLogsTake() {
    IntStream.range(0, 1_000).forEach(i -> add("short " + i, Status.SUCCEEDED, 10));
    assertThat(ids()).hasSize(1_000);

    for (Status status : Status.values()) {
      IntStream.range(0, 1_000).forEach(i -> add("long " + i, status, InvocationLog.LIMIT_CHARS));
    }

    long chars =
        journal.newestFirst(Integer.MAX_VALUE).stream()
            .mapToLong(kept -> InvocationJournal.RECORD_CHARS + kept.log().length())
            .sum();
    assertThat(chars)
        .isBetween(2L * InvocationJournal.MOST_CHARS * 9 / 10, 2L * InvocationJournal.MOST_CHARS);
    assertThat(ids()).startsWith("long 999").doesNotContain("short 999");
  }
}

package pawl.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import pawl.asl.Payload;
import pawl.engine.Command;
import pawl.engine.HostException;
import pawl.engine.Limits;
import pawl.engine.StoreView;
import pawl.engine.TaskReport;
import pawl.engine.host.Outside;
import pawl.engine.id.Arns;
import pawl.engine.memory.MemoryStore;
import pawl.engine.token.TokenCodec;
import pawl.engine.turn.Settings;

class ExpressRunsTest {
  private static final Arns ARNS = new Arns("us-east-1", "123456789012");

  private static final class Unreadable implements StoreView {
    @Override
    public byte @Nullable [] get(byte[] key) {
      throw new HostException.Unavailable("The store can't be read");
    }

    @Override
    public void scan(byte[] from, byte[] to, Visitor visitor) {
      throw new HostException.Unavailable("The store can't be read");
    }

    @Override
    public void scanReverse(byte[] from, byte[] to, Visitor visitor) {
      throw new HostException.Unavailable("The store can't be read");
    }
  }

  private final ExpressRuns runs =
      new ExpressRuns(
          new Settings(Limits.AWS, ARNS, new TokenCodec(new byte[32])),
          new ExpressRun.Surroundings(
              ARNS,
              new Unreadable(),
              Outside.of(_ -> new TaskReport.Failed("E", "")),
              new HistoryFeeds(List.of()),
              Threads.VIRTUAL,
              () -> 0,
              MemoryStore::new,
              SplittableRandom::new));

  private static Command.Start start() {
    return new Command.Start(
        ARNS.expressExecution("M", "e", new UUID(0, 1)),
        "e",
        ARNS.stateMachine("M"),
        Payload.ofText("{}"),
        null,
        null);
  }

  @Test
  void shouldMakeRoomWhenAnExecutionCouldNotBegin() {
    // when
    assertThatThrownBy(() -> runs.start(start())).isInstanceOf(HostException.class);
    assertThatThrownBy(() -> runs.run(start())).isInstanceOf(HostException.class);

    // then
    assertThat(runs.running()).isZero();
  }
}

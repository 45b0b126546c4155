package pawl.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import pawl.engine.Command;
import pawl.engine.Reply;
import pawl.engine.Turn;
import pawl.engine.Write;
import pawl.engine.id.ExecutionId;
import pawl.engine.memory.MemoryStore;

class ShardLoopTest {
  private static final ExecutionId EXECUTION = new ExecutionId(1, 2);

  private final List<Command<?>> handled = new ArrayList<>();

  private ShardLoop loop() {
    Disk disk =
        new Disk() {
          @Override
          public void write(List<Write> writes) {
            // nothing is kept
          }

          @Override
          public boolean isWritable() {
            return true;
          }
        };
    return new ShardLoop(
        0,
        (command, _) -> {
          handled.add(command);
          return Turn.only(Reply.Done.DONE);
        },
        new MemoryStore(),
        new MemoryStore(),
        new SplittableRandom(1),
        () -> 0,
        new CommitLoop(disk, _ -> {}, new HistoryFeeds(List.of()), () -> {}));
  }

  /** As the children of a large distributed Map keep the core busy with itself. */
  @Test
  void shouldServeWhoComesFromOutsideHoweverMuchTheCoreAsksOfItself() {
    ShardLoop loop = loop();
    for (int n = 0; n < 10_000; n++) {
      loop.submitOwn(new Command.Continue(EXECUTION));
    }
    Command.Stop stop = new Command.Stop(EXECUTION, null, null);
    loop.submit(stop);

    loop.step(512);

    assertThat(handled).hasSize(512).contains(stop);
  }

  @Test
  void shouldGiveWhatNobodyElseWantsToEither() {
    ShardLoop loop = loop();
    for (int n = 0; n < 10; n++) {
      loop.submit(new Command.Stop(EXECUTION, null, null));
    }
    loop.submitOwn(new Command.Continue(EXECUTION));

    loop.step(512);

    assertThat(handled).hasSize(11);
    assertThat(handled.getFirst()).isInstanceOf(Command.Continue.class);
  }
}

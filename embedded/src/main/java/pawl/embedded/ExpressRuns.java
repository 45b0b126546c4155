package pawl.embedded;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pawl.engine.Command;
import pawl.engine.HostException;
import pawl.engine.Reply;
import pawl.engine.read.ExecutionView;
import pawl.engine.turn.Settings;

/**
 * Executions of Express machines: each is a little world in memory with a virtual thread of its
 * own, on the same core as those that are kept.
 */
final class ExpressRuns {
  private static final Logger LOG = LoggerFactory.getLogger(ExpressRuns.class);
  private static final int MOST_RUNS = 10_000;

  private final ShardPool ofSynchronous;
  private final ShardPool ofAsynchronous;
  private final ExpressRun.Surroundings around;
  private final Semaphore room = new Semaphore(MOST_RUNS);

  ExpressRuns(Settings settings, ExpressRun.Surroundings around) {
    this.around = around;
    Settings express =
        new Settings(settings.limits().ofExpress(), settings.arns(), settings.tokens(), true);
    this.ofAsynchronous = new ShardPool(express);
    this.ofSynchronous = new ShardPool(express.withoutRedrives());
  }

  /** How many executions are running. */
  int running() {
    return MOST_RUNS - room.availablePermits();
  }

  /** Starts an execution and lets it run on a thread of its own. */
  Reply.OfStart start(Command.Start start) {
    ExpressRun run = open(ofAsynchronous, start);
    boolean begun = false;
    try {
      Reply.OfStart reply = run.begin(start);
      begun = reply instanceof Reply.Started;
      if (begun) {
        around.threads().start(() -> finishAlone(run, start));
      }
      return reply;
    } finally {
      if (!begun) {
        room.release();
      }
    }
  }

  private void finishAlone(ExpressRun run, Command.Start start) {
    try {
      run.finish();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("The Express execution {} failed in a way it should not", start.executionArn(), e);
    } finally {
      room.release();
    }
  }

  /** Runs an execution to its end on the calling thread; empty if there is no such machine. */
  Optional<ExecutionView> run(Command.Start start) {
    ExpressRun run = open(ofSynchronous, start);
    try {
      return switch (run.begin(start)) {
        case Reply.Started _ -> Optional.of(run.finish());
        case Reply.NoSuchMachine _ -> Optional.empty();
        case Reply.NameTaken _ -> throw new IllegalStateException("A run has its own world");
        case Reply.Quarantined(String what) -> throw new IllegalStateException(what);
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HostException.Unavailable("The server is stopping");
    } finally {
      room.release();
    }
  }

  private ExpressRun open(ShardPool shards, Command.Start start) {
    if (!room.tryAcquire()) {
      throw new HostException.Busy("Too many Express executions are running");
    }
    return new ExpressRun(shards, around, start.execution());
  }
}

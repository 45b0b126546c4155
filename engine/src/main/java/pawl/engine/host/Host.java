package pawl.engine.host;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;
import pawl.engine.Command;
import pawl.engine.HostException;
import pawl.engine.Limits;
import pawl.engine.Reply;
import pawl.engine.TaskCaller;
import pawl.engine.catalogue.CatalogueCommand;
import pawl.engine.catalogue.CatalogueReply;
import pawl.engine.id.Arns;
import pawl.engine.id.ExecutionId;
import pawl.engine.read.ExecutionView;
import pawl.engine.read.Reads;
import pawl.engine.token.TokenCodec;

/** Where executions live. Calls block their (virtual) thread until the outcome is durable. */
public interface Host extends AutoCloseable {
  /**
   * Hands a command to its shard and waits until what it led to is committed.
   *
   * @throws HostException if the command was not carried out; then nothing of it was
   */
  <R extends Reply> R submit(Command<R> command);

  /** The same for the catalogue: machines, activities. */
  <R extends CatalogueReply> R submit(CatalogueCommand<R> command);

  /**
   * Starts an execution of an Express machine; it runs in memory and nothing of it is kept.
   *
   * @throws HostException if too many are running
   */
  Reply.OfStart startExpress(Command.Start start);

  /**
   * Runs an execution of an Express machine to its end; empty if there is no such machine.
   *
   * @throws HostException if too many are running
   */
  Optional<ExecutionView> runExpress(Command.Start start);

  /** Waits for a task of an activity, at most {@code patience}; FIFO. Empty if none came. */
  Optional<ActivityTask> pollActivity(
      String activityArn, @Nullable String workerName, Duration patience);

  /** Waits until the execution has ended, at most {@code patience}; says whether it has. */
  boolean awaitEnd(ExecutionId execution, Duration patience);

  /** Answers from what is committed. */
  Reads reads();

  /** What calls the integrations of Task states, for a call that belongs to no execution. */
  TaskCaller tasks();

  TokenCodec tokens();

  Arns arns();

  Limits limits();

  @Override
  void close();

  /** A task that an activity worker has taken. */
  record ActivityTask(String taskToken, Payload input) {}
}

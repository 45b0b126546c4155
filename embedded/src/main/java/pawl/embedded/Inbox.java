package pawl.embedded;

import java.util.concurrent.CompletableFuture;
import pawl.engine.Command;
import pawl.engine.Reply;

/** Takes the host's own commands for a shard; none is turned away. */
interface Inbox {
  /** A command that is found again in the store if it is lost. */
  void submitOwn(Command<?> command);

  /** A command of which somebody wants to know when it is durable. */
  CompletableFuture<Reply> askOwn(Command<?> command);
}

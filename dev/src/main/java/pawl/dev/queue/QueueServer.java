package pawl.dev.queue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.pattern.Patterns;
import org.elasticmq.CreateQueueData;
import org.elasticmq.DeadLettersQueueData;
import org.elasticmq.MillisVisibilityTimeout;
import org.elasticmq.NodeAddress;
import org.elasticmq.StrictSQSLimits$;
import org.elasticmq.actor.QueueManagerActor;
import org.elasticmq.actor.queue.InternalMessage;
import org.elasticmq.msg.CreateQueue;
import org.elasticmq.msg.LookupQueue;
import org.elasticmq.msg.RestoreMessages;
import org.elasticmq.msg.UpdateQueueDeadLettersQueue;
import org.elasticmq.msg.UpdateQueueDefaultVisibilityTimeout;
import org.elasticmq.msg.UpdateQueueDelay;
import org.elasticmq.msg.UpdateQueueReceiveMessageWait;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.TheSQSRestServerBuilder;
import org.elasticmq.util.NowProvider;
import org.jspecify.annotations.Nullable;
import pawl.dev.template.Plan;
import scala.Option;
import scala.collection.immutable.Map$;
import scala.jdk.javaapi.CollectionConverters;
import scala.util.Either;

/**
 * An SQS server on this machine whose queues and messages outlive the process: each change is on
 * disk before it is answered.
 */
public final class QueueServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ActorSystem actors;
  private final ActorRef queueManager;
  private final SQSRestServer http;

  private QueueServer(ActorSystem actors, ActorRef queueManager, SQSRestServer http) {
    this.actors = actors;
    this.queueManager = queueManager;
    this.http = http;
  }

  /**
   * Starts the server with the queues that it had before. Takes a second or so.
   *
   * @param host the interface to listen on
   * @param port a port that is free
   * @param folder where queues and messages are kept
   * @throws QueueServerException if it can't be started
   */
  public static QueueServer start(
      String host, int port, String region, String account, Path folder) {
    ActorSystem actors = ActorSystem.create("queues", configuration());
    try {
      QueueFolder stored = new QueueFolder(folder);
      ActorRef storage =
          actors.actorOf(Props.create(StorageActor.class, () -> new StorageActor(stored)));
      ActorRef manager =
          actors.actorOf(
              Props.create(
                  QueueManagerActor.class,
                  new NowProvider(),
                  StrictSQSLimits$.MODULE$,
                  Option.apply(storage)));
      restore(manager, stored.load());
      SQSRestServer http =
          new TheSQSRestServerBuilder(
                  Option.apply(actors),
                  Option.apply(manager),
                  host,
                  port,
                  new NodeAddress("http", host, port, ""),
                  false,
                  StrictSQSLimits$.MODULE$,
                  region,
                  account,
                  Option.apply(storage))
              .start();
      http.waitUntilStarted();
      return new QueueServer(actors, manager, http);
    } catch (RuntimeException | IOException e) {
      actors.terminate();
      throw new QueueServerException(
          "The queue server can't be started on %s:%d with its data in %s: %s"
              .formatted(host, port, folder, e.getMessage()),
          e);
    }
  }

  private static void restore(ActorRef manager, List<QueueFolder.Stored> queues) {
    for (QueueFolder.Stored queue : queues) {
      CreateQueueData data = StoredForm.queue(queue.name(), queue.attributes());
      require(ask(manager, new CreateQueue(data)), "The queue can't be restored");
      List<InternalMessage> messages = queue.messages().stream().map(StoredForm::message).toList();
      ActorRef actor = Objects.requireNonNull(find(manager, queue.name()));
      ask(actor, new RestoreMessages(CollectionConverters.asScala(messages).toList()));
    }
    for (QueueFolder.Stored queue : queues) {
      if (queue.attributes().has("deadLetterQueue")) {
        Plan.Redrive redrive =
            new Plan.Redrive(
                queue.attributes().path("deadLetterQueue").asText(),
                queue.attributes().path("maxReceiveCount").asInt());
        redrive(manager, Objects.requireNonNull(find(manager, queue.name())), redrive);
      }
    }
  }

  private static void redrive(ActorRef manager, ActorRef queue, Plan.Redrive redrive) {
    ask(
        queue,
        new UpdateQueueDeadLettersQueue(
            Option.apply(deadLetters(redrive)),
            Option.apply(find(manager, redrive.deadLetterQueue()))));
  }

  private static Config configuration() {
    return ConfigFactory.parseString(
            """
            pekko.loglevel = WARNING
            pekko.stdout-loglevel = WARNING
            pekko.daemonic = on
            pekko.jvm-exit-on-fatal-error = off
            pekko.coordinated-shutdown.run-by-jvm-shutdown-hook = off
            pekko.coordinated-shutdown.exit-jvm = off
            pekko.log-dead-letters = off
            """)
        .withFallback(ConfigFactory.load());
  }

  /**
   * Makes a queue, or gives an existing one these attributes; a dead-letter queue has to be there
   * before the queue that names it.
   */
  public void provide(Plan.Queue queue) {
    ActorRef existing = find(queueManager, queue.name());
    if (existing == null) {
      require(ask(queueManager, new CreateQueue(data(queue))), "The queue can't be made");
      return;
    }
    if (queue.visibilityTimeout() instanceof Duration timeout) {
      ask(existing, new UpdateQueueDefaultVisibilityTimeout(millis(timeout)));
    }
    if (queue.delay() instanceof Duration delay) {
      ask(existing, new UpdateQueueDelay(delay));
    }
    if (queue.receiveWait() instanceof Duration wait) {
      ask(existing, new UpdateQueueReceiveMessageWait(wait));
    }
    if (queue.redrive() instanceof Plan.Redrive redrive) {
      redrive(queueManager, existing, redrive);
    }
  }

  private static @Nullable ActorRef find(ActorRef manager, String name) {
    Option<?> found = (Option<?>) ask(manager, new LookupQueue(name));
    return found.isEmpty() ? null : (ActorRef) found.get();
  }

  private static CreateQueueData data(Plan.Queue queue) {
    Duration visibility = queue.visibilityTimeout();
    Plan.Redrive redrive = queue.redrive();
    return new CreateQueueData(
        queue.name(),
        visibility == null ? Option.empty() : Option.apply(millis(visibility)),
        Option.apply(queue.delay()),
        Option.apply(queue.receiveWait()),
        Option.empty(),
        Option.empty(),
        redrive == null ? Option.empty() : Option.apply(deadLetters(redrive)),
        queue.fifo(),
        queue.contentBasedDeduplication(),
        Option.empty(),
        Option.empty(),
        Map$.MODULE$.empty());
  }

  private static MillisVisibilityTimeout millis(Duration duration) {
    return new MillisVisibilityTimeout(duration.toMillis());
  }

  private static DeadLettersQueueData deadLetters(Plan.Redrive redrive) {
    return new DeadLettersQueueData(redrive.deadLetterQueue(), redrive.maxReceiveCount());
  }

  private static Object ask(ActorRef actor, Object message) {
    try {
      return Objects.requireNonNull(
          Patterns.ask(actor, message, PATIENCE).toCompletableFuture().join());
    } catch (CompletionException e) {
      throw new QueueServerException("No answer to " + message, e);
    }
  }

  private static void require(Object answer, String otherwise) {
    if (answer instanceof Either<?, ?> either && either.isLeft()) {
      throw new QueueServerException(
          otherwise + ": " + either.swap().getOrElse(() -> "no reason given"), null);
    }
  }

  /** Stops serving; what was answered is on disk. */
  @Override
  public void close() {
    http.stopAndGetFuture().apply();
    actors.terminate();
    try {
      actors.getWhenTerminated().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
      throw new QueueServerException("The queue server does not stop", e);
    }
  }
}

package pawl.dev.queue;

import java.io.IOException;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.Status;
import org.elasticmq.actor.queue.OperationSuccessful$;
import org.elasticmq.actor.queue.QueueEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes each change of a queue to its folder; ElasticMQ answers its client when this actor has
 * answered. ElasticMQ's own storage (H2) would do the same, but takes a second to start and can't
 * be started twice in one process.
 */
final class StorageActor extends AbstractActor {
  private static final Logger LOG = LoggerFactory.getLogger(StorageActor.class);

  private final QueueFolder folder;

  StorageActor(QueueFolder folder) {
    this.folder = folder;
  }

  private interface Change {
    void write() throws IOException;
  }

  @Override
  public Receive createReceive() {
    return receiveBuilder()
        .match(QueueEvent.QueueCreated.class, event -> quietly(() -> putQueue(event.queue())))
        .match(
            QueueEvent.QueueMetadataUpdated.class, event -> quietly(() -> putQueue(event.queue())))
        .match(
            QueueEvent.QueueDeleted.class,
            event -> quietly(() -> folder.removeQueue(event.queueName())))
        .match(
            QueueEvent.MessageAdded.class,
            event -> answering(() -> putMessage(event.queueName(), event.message())))
        .match(
            QueueEvent.MessageUpdated.class,
            event -> answering(() -> putMessage(event.queueName(), event.message())))
        .match(
            QueueEvent.MessageRemoved.class,
            event -> answering(() -> folder.removeMessage(event.queueName(), event.messageId())))
        .build();
  }

  private void putQueue(org.elasticmq.QueueData queue) throws IOException {
    folder.putQueue(queue.name(), StoredForm.of(queue));
  }

  private void putMessage(String queue, org.elasticmq.actor.queue.InternalMessage message)
      throws IOException {
    folder.putMessage(queue, message.id(), StoredForm.of(message));
  }

  private void answering(Change change) {
    try {
      change.write();
      sender().tell(OperationSuccessful$.MODULE$, self());
    } catch (IOException e) {
      LOG.error("A message can't be stored: {}", e.toString());
      sender().tell(new Status.Failure(e), self());
    }
  }

  private static void quietly(Change change) {
    try {
      change.write();
    } catch (IOException e) {
      LOG.error("A queue can't be stored: {}", e.toString());
    }
  }
}

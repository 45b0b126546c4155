package pawl.dev.queue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.elasticmq.BinaryMessageAttribute;
import org.elasticmq.CreateQueueData;
import org.elasticmq.DeadLettersQueueData;
import org.elasticmq.DeduplicationId;
import org.elasticmq.MessageAttribute;
import org.elasticmq.MessageContent;
import org.elasticmq.MillisVisibilityTimeout;
import org.elasticmq.NeverReceived$;
import org.elasticmq.NumberMessageAttribute;
import org.elasticmq.OnDateTimeReceived;
import org.elasticmq.QueueData;
import org.elasticmq.Received;
import org.elasticmq.StringMessageAttribute;
import org.elasticmq.TracingId;
import org.elasticmq.actor.queue.InternalMessage;
import scala.Option;
import scala.collection.mutable.Buffer;
import scala.jdk.javaapi.CollectionConverters;

/** ElasticMQ's queues and messages as JSON and back. */
final class StoredForm {
  private StoredForm() {}

  static ObjectNode of(QueueData queue) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("visibilityTimeoutMillis", queue.defaultVisibilityTimeout().millis());
    json.put("delayMillis", queue.delay().toMillis());
    json.put("receiveWaitMillis", queue.receiveMessageWait().toMillis());
    json.put("created", queue.created().toInstant().toEpochMilli());
    json.put("modified", queue.lastModified().toInstant().toEpochMilli());
    json.put("fifo", queue.isFifo());
    json.put("contentBasedDeduplication", queue.hasContentBasedDeduplication());
    if (queue.deadLettersQueue().isDefined()) {
      DeadLettersQueueData dead = queue.deadLettersQueue().get();
      json.put("deadLetterQueue", dead.name()).put("maxReceiveCount", dead.maxReceiveCount());
    }
    return json;
  }

  /** The queue without its dead-letter queue, which may not exist yet. */
  static CreateQueueData queue(String name, JsonNode json) {
    return new CreateQueueData(
        name,
        Option.apply(new MillisVisibilityTimeout(json.path("visibilityTimeoutMillis").asLong())),
        Option.apply(Duration.ofMillis(json.path("delayMillis").asLong())),
        Option.apply(Duration.ofMillis(json.path("receiveWaitMillis").asLong())),
        Option.apply(time(json.path("created").asLong())),
        Option.apply(time(json.path("modified").asLong())),
        Option.empty(),
        json.path("fifo").asBoolean(),
        json.path("contentBasedDeduplication").asBoolean(),
        Option.empty(),
        Option.empty(),
        scala.collection.immutable.Map$.MODULE$.empty());
  }

  static ObjectNode of(InternalMessage message) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", message.id());
    json.put("content", message.content().value());
    json.put("created", message.created().toInstant().toEpochMilli());
    json.put("nextDelivery", message.nextDelivery());
    json.put("orderIndex", message.orderIndex());
    json.put("receiveCount", message.receiveCount());
    json.put("fifo", message.isFifo());
    if (message.firstReceive() instanceof OnDateTimeReceived received) {
      json.put("firstReceive", received.when().toInstant().toEpochMilli());
    }
    var receipts = json.putArray("receipts");
    CollectionConverters.asJava(message.deliveryReceipts()).forEach(receipts::add);
    ObjectNode attributes = json.putObject("attributes");
    CollectionConverters.asJava(message.messageAttributes())
        .forEach((key, value) -> attributes.set(key, of(value)));
    put(json, "group", message.messageGroupId());
    put(json, "deduplication", message.messageDeduplicationId().map(DeduplicationId::id));
    put(json, "tracing", message.tracingId().map(TracingId::id));
    put(json, "sequence", message.sequenceNumber());
    put(json, "deadLetterSource", message.deadLetterSourceQueueName());
    return json;
  }

  static InternalMessage message(JsonNode json) {
    Buffer<String> receipts = scala.collection.mutable.ArrayBuffer$.MODULE$.empty();
    json.path("receipts").forEach(receipt -> receipts.addOne(receipt.asText()));
    Map<String, MessageAttribute> attributes = new LinkedHashMap<>();
    json.path("attributes")
        .properties()
        .forEach(entry -> attributes.put(entry.getKey(), attribute(entry.getValue())));
    Received firstReceive =
        json.has("firstReceive")
            ? new OnDateTimeReceived(time(json.path("firstReceive").asLong()))
            : NeverReceived$.MODULE$;
    return new InternalMessage(
        json.path("id").asText(),
        receipts,
        json.path("nextDelivery").asLong(),
        new MessageContent(json.path("content").asText()),
        scala.collection.immutable.Map$.MODULE$.from(CollectionConverters.asScala(attributes)),
        time(json.path("created").asLong()),
        json.path("orderIndex").asInt(),
        firstReceive,
        json.path("receiveCount").asInt(),
        json.path("fifo").asBoolean(),
        text(json, "group"),
        text(json, "deduplication").map(DeduplicationId::new),
        text(json, "tracing").map(TracingId::new),
        text(json, "sequence"),
        text(json, "deadLetterSource"));
  }

  private static ObjectNode of(MessageAttribute attribute) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("type", attribute.primaryDataType());
    put(json, "custom", attribute.customType());
    json.put(
        "value",
        switch (attribute) {
          case StringMessageAttribute string -> string.stringValue();
          case NumberMessageAttribute number -> number.stringValue();
          case BinaryMessageAttribute binary -> binary.asBase64();
          default ->
              throw new IllegalStateException("An attribute of kind " + attribute.getDataType());
        });
    return json;
  }

  private static MessageAttribute attribute(JsonNode json) {
    String value = json.path("value").asText();
    Option<String> custom = text(json, "custom");
    return switch (json.path("type").asText()) {
      case "Number" -> new NumberMessageAttribute(value, custom);
      case "Binary" -> BinaryMessageAttribute.fromBase64(value, custom);
      default -> new StringMessageAttribute(value, custom);
    };
  }

  private static void put(ObjectNode json, String key, Option<String> value) {
    if (value.isDefined()) {
      json.put(key, value.get());
    }
  }

  private static Option<String> text(JsonNode json, String key) {
    return json.has(key) ? Option.apply(json.path(key).asText()) : Option.empty();
  }

  private static OffsetDateTime time(long millis) {
    return Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC);
  }
}

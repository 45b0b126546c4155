package pawl.dev.template;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pawl.asl.MachineType;

/** What an application consists of once every reference in its template is resolved. */
public record Plan(
    List<Function> functions,
    List<Machine> machines,
    List<Activity> activities,
    List<Queue> queues,
    List<Bucket> buckets,
    List<Connection> connections) {
  public static final Plan EMPTY =
      new Plan(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

  public Plan {
    functions = List.copyOf(functions);
    machines = List.copyOf(machines);
    activities = List.copyOf(activities);
    queues = List.copyOf(queues);
    buckets = List.copyOf(buckets);
    connections = List.copyOf(connections);
  }

  /** A Lambda function. */
  public record Function(
      String logicalId,
      String name,
      String arn,
      Code code,
      String handler,
      String runtime,
      Duration timeout,
      int memoryMegabytes,
      Map<String, String> environment,
      String description) {
    public Function {
      environment = Map.copyOf(environment);
    }
  }

  /** Where a function's code is. */
  public sealed interface Code {
    /** A folder, or a zip or jar file, that exists. */
    record Location(Path path) implements Code {}

    /** The code itself, which belongs into a file of this name. */
    record Inline(String fileName, String text) implements Code {}
  }

  /** A state machine; its definition has not been compiled yet. */
  public record Machine(
      String logicalId,
      String name,
      String arn,
      MachineType type,
      Definition definition,
      String roleArn) {}

  public record Activity(String logicalId, String name, String arn) {}

  /** An SQS queue; what is null was left to SQS. */
  public record Queue(
      String logicalId,
      String name,
      String arn,
      String url,
      boolean fifo,
      boolean contentBasedDeduplication,
      @Nullable Duration visibilityTimeout,
      @Nullable Duration delay,
      @Nullable Duration receiveWait,
      @Nullable Redrive redrive) {}

  /** A bucket of S3. */
  public record Bucket(String logicalId, String name, String arn) {}

  /**
   * A connection of EventBridge, for HTTP Tasks.
   *
   * @param definition with the members of EventBridge's CreateConnection, secrets among them
   */
  public record Connection(String logicalId, String name, String arn, ObjectNode definition) {
    @Override
    public String toString() {
      return "Connection[" + name + "]";
    }
  }

  /** Messages received {@code maxReceiveCount} times in vain go to another queue. */
  public record Redrive(String deadLetterQueue, int maxReceiveCount) {}
}

package pawl.asl.program;

import org.jspecify.annotations.Nullable;

/** What the Resource of a Task names. */
public sealed interface TaskResource {
  /** The text of the field. */
  String arn();

  /** A Lambda function, called directly; leaves {@code LambdaFunction...} events. */
  record Function(String arn) implements TaskResource {}

  /** An activity, whose workers poll for tasks. */
  record Activity(String arn) implements TaskResource {}

  /**
   * An integration {@code arn:aws:states:::SERVICE:ACTION[.PATTERN]}.
   *
   * @param resourceType the service as the history shows it: {@code sqs}, {@code aws-sdk:s3}
   * @param action without the pattern: {@code sendMessage}
   * @param resource with the pattern, as the history shows it: {@code sendMessage.waitForTaskToken}
   */
  record Service(String arn, String resourceType, String action, String resource, Pattern pattern)
      implements TaskResource {}

  /** How an integration is waited for. */
  enum Pattern {
    REQUEST_RESPONSE(""),
    SYNC(".sync"),
    SYNC_2(".sync:2"),
    WAIT_FOR_TASK_TOKEN(".waitForTaskToken");

    private final String suffix;

    Pattern(String suffix) {
      this.suffix = suffix;
    }

    /** What the Resource ends in. */
    public String suffix() {
      return suffix;
    }
  }

  /** Reads the Resource of a Task; null if it is no ARN that a Task can name. */
  static @Nullable TaskResource parse(String arn) {
    return ResourceArns.parse(arn);
  }
}

package pawl.integrations;

import java.net.URI;
import java.util.Map;
import pawl.asl.Payload;
import pawl.asl.program.TaskResource;
import pawl.asl.program.TaskResource.Pattern;
import pawl.engine.TaskCall;
import pawl.engine.id.ExecutionId;
import pawl.engine.id.TaskRef;
import pawl.integrations.sdk.AwsAccess;

/** Makes calls as the core would. */
public final class Calls {
  public static final String EXECUTION =
      "arn:aws:states:us-east-1:123456789012:execution:Parent:run-1";

  private Calls() {}

  public static AwsAccess accessTo(URI endpoint) {
    return new AwsAccess("us-east-1", endpoint, Map.of(), null);
  }

  /** A call of {@code arn:aws:states:::} and {@code rest}. */
  public static TaskCall service(String rest, String parameters) {
    return call(resource(rest), parameters, null);
  }

  public static TaskCall asRole(String rest, String parameters, String roleArn) {
    return call(resource(rest), parameters, roleArn);
  }

  public static TaskCall function(String arn, String input) {
    return call(new TaskResource.Function(arn), input, null);
  }

  public static TaskResource.Service resource(String rest) {
    Pattern pattern = Pattern.REQUEST_RESPONSE;
    String bare = rest;
    for (Map.Entry<String, Pattern> suffix :
        Map.of(
                ".waitForTaskToken", Pattern.WAIT_FOR_TASK_TOKEN,
                ".sync", Pattern.SYNC,
                ".sync:2", Pattern.SYNC_2)
            .entrySet()) {
      if (rest.endsWith(suffix.getKey())) {
        pattern = suffix.getValue();
        bare = rest.substring(0, rest.length() - suffix.getKey().length());
      }
    }
    int colon = bare.lastIndexOf(':');
    return new TaskResource.Service(
        "arn:aws:states:::" + rest,
        bare.substring(0, colon),
        bare.substring(colon + 1),
        rest.substring(colon + 1),
        pattern);
  }

  private static TaskCall call(TaskResource resource, String parameters, String roleArn) {
    return new TaskCall(
        new TaskRef(ExecutionId.of(EXECUTION), 0, 1),
        EXECUTION,
        "TheState",
        resource,
        Payload.ofText(parameters),
        null,
        roleArn,
        null,
        0);
  }
}

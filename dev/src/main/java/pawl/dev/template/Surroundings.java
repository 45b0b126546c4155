package pawl.dev.template;

import java.util.Map;
import pawl.engine.id.Arns;

/**
 * What a template's references resolve to besides what stands in it.
 *
 * @param arns account and region
 * @param stackName {@code AWS::StackName}
 * @param queueAddress where queues are served, such as {@code http://127.0.0.1:9324}
 * @param parameters values for the template's parameters, instead of their defaults
 */
public record Surroundings(
    Arns arns, String stackName, String queueAddress, Map<String, String> parameters) {
  public Surroundings {
    parameters = Map.copyOf(parameters);
  }

  String queueUrl(String name) {
    return queueAddress + "/" + arns.account() + "/" + name;
  }

  /** The ARN of something in this account and region. */
  String arn(String service, String rest) {
    return "arn:aws:" + service + ":" + arns.region() + ":" + arns.account() + ":" + rest;
  }

  String roleArn(String name) {
    return "arn:aws:iam::" + arns.account() + ":role/" + name;
  }
}

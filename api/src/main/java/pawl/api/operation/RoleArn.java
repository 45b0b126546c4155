package pawl.api.operation;

import pawl.api.contract.ApiException;

/** The role that a state machine runs with. It is kept and shown, never assumed. */
final class RoleArn {
  private RoleArn() {}

  /** Gives back the ARN if it looks like one of a role. */
  static String check(String text) {
    String[] parts = text.split(":", -1);
    if (parts.length != 6
        || !parts[0].equals("arn")
        || !parts[2].equals("iam")
        || !parts[5].startsWith("role/")) {
      throw ApiException.service("InvalidArn", "Invalid Role Arn: '" + text + "'");
    }
    return text;
  }
}

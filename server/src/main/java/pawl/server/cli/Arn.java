package pawl.server.cli;

import java.util.List;

/**
 * What a user may write for a machine or an execution: an ARN, or the name, which is looked up.
 *
 * @param kind such as {@code stateMachine}, {@code execution}, {@code express}, {@code activity}
 * @param name what stands behind the kind
 */
record Arn(String text, String kind, String name) {
  static boolean looksLike(String text) {
    return text.startsWith("arn:");
  }

  static Arn parse(String text) {
    List<String> parts = List.of(text.split(":", 7));
    if (parts.size() < 7 || !parts.getFirst().equals("arn")) {
      throw new CliException("'" + text + "' is not an ARN");
    }
    return new Arn(text, parts.get(5), parts.get(6));
  }

  /** The ARN of the machine called {@code nameOrArn}. */
  static String machine(StatesClient client, String nameOrArn) {
    if (looksLike(nameOrArn)) {
      return nameOrArn;
    }
    return client.all("ListStateMachines", StatesClient.request(), "stateMachines").stream()
        .filter(machine -> machine.path("name").asText().equals(nameOrArn))
        .map(machine -> machine.path("stateMachineArn").asText())
        .findFirst()
        .orElseThrow(
            () ->
                new CliException(
                    "there is no state machine '%s'; 'pawl list' shows those there are"
                        .formatted(nameOrArn)));
  }

  /** The ARN of an execution, which may be written as MACHINE/NAME. */
  static String execution(StatesClient client, String pathOrArn) {
    if (looksLike(pathOrArn)) {
      return pathOrArn;
    }
    int slash = pathOrArn.indexOf('/');
    if (slash < 0) {
      throw new CliException(
          "'%s' is neither the ARN of an execution nor MACHINE/NAME".formatted(pathOrArn));
    }
    return machine(client, pathOrArn.substring(0, slash))
            .replaceFirst(":stateMachine:", ":execution:")
        + ":"
        + pathOrArn.substring(slash + 1);
  }
}

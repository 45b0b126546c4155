package pawl.integrations.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import pawl.integrations.FakeService;
import pawl.integrations.FakeService.Answer;
import pawl.integrations.FakeService.Request;

/**
 * Plays services of AWS on a loopback port: answers as told, but refuses what their models would
 * refuse, and is itself held to what they answer.
 */
final class ContractFake implements AutoCloseable {
  private final FakeService http = new FakeService();
  private final Map<String, Told> script = new ConcurrentHashMap<>();
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final List<String> violations = new CopyOnWriteArrayList<>();

  private record Told(ServiceContract contract, Function<ObjectNode, Answer> answer) {}

  /** A request by its operation and the names that members have in Step Functions. */
  record Received(String operation, ObjectNode input) {}

  ContractFake() {
    http.answers(this::answer);
  }

  URI url() {
    return http.url();
  }

  /** Has an operation answer, from now on, with what depends on its input. */
  ContractFake on(String module, String operation, Function<ObjectNode, JsonNode> output) {
    ServiceContract contract = ServiceContract.of(module, operation);
    script.put(
        module + ":" + operation,
        new Told(
            contract,
            input -> {
              JsonNode body = output.apply(input);
              violations.addAll(contract.violationsOf(body));
              return Answer.json(200, body.toString());
            }));
    return this;
  }

  ContractFake on(String module, String operation, JsonNode output) {
    return on(module, operation, _ -> output);
  }

  /** Has an operation refuse, from now on. */
  ContractFake refusing(String module, String operation, int status, String code, String message) {
    script.put(
        module + ":" + operation,
        new Told(ServiceContract.of(module, operation), _ -> refusal(status, code, message)));
    return this;
  }

  private static Answer refusal(int status, String code, String message) {
    return Answer.json(status, "{\"__type\":\"%s\",\"message\":\"%s\"}".formatted(code, message))
        .with("x-amzn-ErrorType", code);
  }

  /** Forgets what it was told and asked. */
  void forget() {
    script.clear();
    received.clear();
    violations.clear();
  }

  /** What was asked of an operation, the last last. */
  List<ObjectNode> received(String operation) {
    List<ObjectNode> inputs = new ArrayList<>();
    received.stream()
        .filter(it -> it.operation().equals(operation))
        .forEach(it -> inputs.add(it.input()));
    return inputs;
  }

  /** What services would have refused, and what they would never have answered. */
  List<String> violations() {
    return violations;
  }

  private Answer answer(Request request) {
    for (Told told : script.values()) {
      if (told.contract().isOf(request)) {
        List<String> wrong = told.contract().violationsOf(request);
        if (!wrong.isEmpty()) {
          violations.addAll(wrong);
          return refusal(400, "ValidationException", "The contract says no");
        }
        ObjectNode input = told.contract().input(request);
        received.add(new Received(told.contract().operation(), input));
        return told.answer().apply(input);
      }
    }
    violations.add("Nobody expects " + request);
    return refusal(404, "UnknownOperationException", "No such operation");
  }

  @Override
  public void close() {
    http.close();
  }
}

package pawl.bench.work;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import pawl.asl.MachineType;
import pawl.asl.Payload;
import pawl.engine.Command;
import pawl.engine.Reply;
import pawl.engine.catalogue.CatalogueCommand;
import pawl.engine.catalogue.CatalogueReply;
import pawl.engine.catalogue.MachineSettings;
import pawl.engine.host.Host;
import pawl.engine.id.Arns;
import pawl.engine.id.ExecutionId;

/** The definitions that workloads run, and how they are put into a host. */
final class Machines {
  static final Arns ARNS = new Arns("us-east-1", "123456789012");
  static final String ROLE = "arn:aws:iam::123456789012:role/bench";
  static final String FUNCTION = "bench";

  /** An order, as an application might send it: about a hundred bytes. */
  static final String INPUT =
      "{\"order\":\"7d9c1f52-3b1e\",\"customer\":{\"id\":48151,\"name\":\"Ada"
          + " Byron\"},\"amount\":1815.12,\"count\":3}";

  private Machines() {}

  /** Pass states that do nothing but have an event when they are entered and when left. */
  static String passes(int states) {
    return chain(states, _ -> "\"Type\": \"Pass\"");
  }

  /** Pass states with a payload template each. */
  static String templates(int states) {
    return chain(
        states,
        number ->
            """
            "Type": "Pass", "Parameters": {"step": %d, "order.$": "$.order",
             "customer": {"id.$": "$.customer.id", "name.$": "$.customer.name"},
             "amount.$": "$.amount", "count": 3}\
            """
                .formatted(number));
  }

  /** Task states that call the function. */
  static String tasks(int states) {
    return chain(
        states,
        _ ->
            """
            "Type": "Task", "Resource": "arn:aws:lambda:%s:%s:function:%s\"\
            """
                .formatted(ARNS.region(), ARNS.account(), FUNCTION));
  }

  private interface Body {
    String of(int number);
  }

  private static String chain(int states, Body body) {
    return IntStream.rangeClosed(1, states)
        .mapToObj(
            number ->
                "\"S%d\": {%s, %s}"
                    .formatted(
                        number,
                        body.of(number),
                        number == states ? "\"End\": true" : "\"Next\": \"S" + (number + 1) + "\""))
        .collect(Collectors.joining(",\n", "{\"StartAt\": \"S1\", \"States\": {\n", "}}"));
  }

  static void create(Host host, String name, MachineType type, String definition) {
    CatalogueReply reply =
        host.submit(
            new CatalogueCommand.CreateMachine(
                ARNS.stateMachine(name),
                name,
                type,
                definition,
                new MachineSettings(ROLE, null, null, null),
                Map.of()));
    if (!(reply instanceof CatalogueReply.MachineCreated)) {
      throw new IllegalStateException("The machine was not made: " + reply);
    }
  }

  static void create(Host host, String name, String definition) {
    create(host, name, MachineType.STANDARD, definition);
  }

  static Command.Start start(String machine, String name, Payload input) {
    return new Command.Start(
        ARNS.execution(machine, name), name, ARNS.stateMachine(machine), input, null, null);
  }

  /** Starts an execution; returns its id. */
  static ExecutionId start(Host host, String machine, String name, Payload input) {
    Command.Start start = start(machine, name, input);
    Reply.OfStart reply = host.submit(start);
    if (!(reply instanceof Reply.Started)) {
      throw new IllegalStateException("It was not started: " + reply);
    }
    return start.execution();
  }
}

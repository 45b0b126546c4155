package pawl.simulation.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import pawl.asl.Payload;

/** Writes programs in Amazon States Language. */
final class Definition {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  String write(Program program) {
    ObjectNode machine = JSON.objectNode();
    if (program.timeoutSeconds() > 0) {
      machine.put("TimeoutSeconds", program.timeoutSeconds());
    }
    return machine.setAll(flow(program.flow())).toString();
  }

  private ObjectNode flow(Node.Flow flow) {
    ObjectNode written = JSON.objectNode();
    written.put("StartAt", flow.nodes().getFirst().name());
    ObjectNode states = written.putObject("States");
    for (int i = 0; i < flow.nodes().size(); i++) {
      ObjectNode state = state(flow, flow.nodes().get(i));
      String type = state.get("Type").asText();
      if (!List.of("Choice", "Succeed", "Fail").contains(type)) {
        if (i + 1 < flow.nodes().size()) {
          state.put("Next", flow.nodes().get(i + 1).name());
        } else {
          state.put("End", true);
        }
      } else if (flow.nodes().get(i) instanceof Node.Choice choice && choice.hasDefault()) {
        state.put("Default", flow.nodes().get(i + 1).name());
      }
      states.set(flow.nodes().get(i).name(), state);
    }
    return written;
  }

  private ObjectNode state(Node.Flow flow, Node node) {
    return switch (node) {
      case Node.Add add -> add(add);
      case Node.Put put ->
          typed("Pass")
              .put("ResultPath", "$." + put.member())
              .set("Result", Payload.ofText(put.json()).node().deepCopy());
      case Node.Count count -> {
        ObjectNode pass = typed("Pass");
        ObjectNode assign = pass.putObject("Assign");
        if (count.first()) {
          assign.put(count.variable(), 0);
        } else {
          assign.put(count.variable() + ".$", "States.MathAdd($" + count.variable() + ", 1)");
        }
        yield pass;
      }
      case Node.Choice choice -> {
        ObjectNode written = typed("Choice");
        written
            .putArray("Choices")
            .addObject()
            .put("Variable", choice.variable().isEmpty() ? "$.n" : "$" + choice.variable())
            .put("NumericLessThan", choice.limit())
            .put("Next", flow.nodes().get(choice.target()).name());
        yield written;
      }
      case Node.Wait wait -> typed("Wait").put("Seconds", wait.seconds());
      case Node.Succeed _ -> typed("Succeed");
      case Node.Fail fail -> typed("Fail").put("Error", fail.error()).put("Cause", fail.cause());
      case Node.Task task -> recovery(flow, task.recovery(), task(task));
      case Node.Parallel parallel -> {
        ObjectNode written = typed("Parallel").put("ResultPath", "$." + parallel.member());
        ArrayNode branches = written.putArray("Branches");
        parallel.branches().forEach(branch -> branches.add(flow(branch)));
        yield recovery(flow, parallel.recovery(), written);
      }
      case Node.Map map -> recovery(flow, map.recovery(), map(map));
    };
  }

  private static ObjectNode typed(String type) {
    return JSON.objectNode().put("Type", type);
  }

  private static ObjectNode add(Node.Add add) {
    ObjectNode pass = typed("Pass");
    if (add.jsonata()) {
      String sum = "$states.input.n + " + add.add();
      pass.put("QueryLanguage", "JSONata");
      pass.putObject("Output").put("n", "{% " + sum + " %}");
      if (!add.variable().isEmpty()) {
        pass.putObject("Assign").put(add.variable(), "{% " + sum + " %}");
      }
      return pass;
    }
    pass.putObject("Parameters").put("n.$", "States.MathAdd($.n, " + add.add() + ")");
    if (!add.variable().isEmpty()) {
      pass.putObject("Assign").put(add.variable() + ".$", "$.n");
    }
    return pass;
  }

  private static ObjectNode task(Node.Task task) {
    ObjectNode written = typed("Task");
    ObjectNode parameters = JSON.objectNode();
    switch (task.kind()) {
      case FUNCTION -> {
        written.put("Resource", "arn:aws:lambda:us-east-1:123456789012:function:f");
        parameters.put("n.$", "$.n");
      }
      case SERVICE -> {
        written.put("Resource", "arn:aws:states:::sqs:sendMessage");
        parameters.put("QueueUrl", "q").put("MessageBody.$", "States.Format('{}', $.n)");
      }
      case JOB -> {
        written.put("Resource", "arn:aws:states:::glue:startJobRun.sync");
        parameters
            .put("JobName", "j")
            .putObject("Arguments")
            .put("n.$", "States.Format('{}', $.n)");
      }
      case CALLBACK -> {
        written.put("Resource", "arn:aws:states:::sqs:sendMessage.waitForTaskToken");
        parameters.put("QueueUrl", "q").putObject("MessageBody").put("t.$", "$$.Task.Token");
      }
      case ACTIVITY -> {
        written.put("Resource", Program.ACTIVITY);
        parameters.put("n.$", "$.n");
      }
      case NESTED -> {
        nested(task, "", parameters, written);
        written
            .putObject("ResultSelector")
            .put("o.$", "States.ArrayGetItem(States.StringSplit($.ExecutionArn, ':'), 6)");
      }
      case NESTED_SYNC -> {
        nested(task, ".sync", parameters, written);
        written.putObject("ResultSelector").put("o.$", "States.StringToJson($.Output)");
      }
      case NESTED_SYNC_2 -> {
        nested(task, ".sync:2", parameters, written);
        written.putObject("ResultSelector").put("o.$", "$.Output");
      }
      case NESTED_CALLBACK ->
          nested(task, ".waitForTaskToken", parameters, written).put("token.$", "$$.Task.Token");
    }
    written.set("Parameters", parameters);
    if (task.timeout() > 0) {
      written.put("TimeoutSeconds", task.timeout());
    }
    if (task.heartbeat() > 0) {
      written.put("HeartbeatSeconds", task.heartbeat());
    }
    if (!task.member().isEmpty()) {
      written.put("ResultPath", "$." + task.member());
    }
    return written;
  }

  /** Gives the input of the execution that is started: it says where its program's routes lead. */
  private static ObjectNode nested(
      Node.Task task, String suffix, ObjectNode parameters, ObjectNode written) {
    written.put("Resource", "arn:aws:states:::states:startExecution" + suffix);
    return parameters
        .put("StateMachineArn", Program.MACHINES + task.machine())
        .putObject("Input")
        .put("n.$", "$.n")
        .put("retry.$", "$$.State.RetryCount");
  }

  private ObjectNode map(Node.Map map) {
    ObjectNode written = typed("Map").put("ResultPath", "$." + map.member());
    ObjectNode processor = JSON.objectNode();
    if (map.distributed()) {
      processor
          .putObject("ProcessorConfig")
          .put("Mode", "DISTRIBUTED")
          .put("ExecutionType", map.express() ? "EXPRESS" : "STANDARD");
      written.put("Label", map.name());
      if (map.tolerated() >= 0) {
        written.put("ToleratedFailureCount", map.tolerated());
      }
    }
    written.set("ItemProcessor", processor.setAll(flow(map.processor())));
    if (map.reader()) {
      ObjectNode reader = written.putObject("ItemReader");
      reader.put("Resource", "arn:aws:states:::s3:getObject");
      reader.putObject("ReaderConfig").put("InputType", "JSON");
      reader
          .putObject("Parameters")
          .put("Bucket", "b")
          .put("Key", String.join(",", map.items().stream().map(String::valueOf).toList()));
    } else {
      written.put("ItemsPath", "$." + RandomProgram.itemsOf(map));
    }
    if (map.writer()) {
      written
          .putObject("ResultWriter")
          .put("Resource", "arn:aws:states:::s3:putObject")
          .putObject("Parameters")
          .put("Bucket", Program.RESULTS)
          .put("Prefix", "p");
    }
    written.putObject("ItemSelector").put("n.$", "$$.Map.Item.Value");
    if (map.concurrency() > 0) {
      written.put("MaxConcurrency", map.concurrency());
    }
    return written;
  }

  private static ObjectNode recovery(Node.Flow flow, Node.Recovery recovery, ObjectNode state) {
    if (!recovery.retriers().isEmpty()) {
      ArrayNode retriers = state.putArray("Retry");
      for (Node.Retrier retrier : recovery.retriers()) {
        ObjectNode written = retriers.addObject();
        retrier.errors().forEach(written.putArray("ErrorEquals")::add);
        written.put("MaxAttempts", retrier.attempts());
        written.put("IntervalSeconds", retrier.interval());
        written.put("BackoffRate", retrier.rate());
        if (retrier.jitter()) {
          written.put("JitterStrategy", "FULL");
        }
      }
    }
    if (!recovery.catchers().isEmpty()) {
      ArrayNode catchers = state.putArray("Catch");
      for (Node.Catcher catcher : recovery.catchers()) {
        ObjectNode written = catchers.addObject();
        catcher.errors().forEach(written.putArray("ErrorEquals")::add);
        written.put("ResultPath", "$.error");
        written.put("Next", flow.nodes().get(catcher.target()).name());
      }
    }
    return state;
  }
}

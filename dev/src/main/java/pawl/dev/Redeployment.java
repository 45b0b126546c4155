package pawl.dev;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import pawl.dev.template.Plan;

/**
 * Goes from one plan to the next, part by part; a part that can't be made doesn't keep the others.
 */
final class Redeployment {
  private final Application application;
  private final Console console;

  Redeployment(Application application, Console console) {
    this.application = application;
    this.console = console;
  }

  void apply(Plan before, Plan after) {
    queues(before, after);
    buckets(before, after);
    functions(before, after);
    machines(before, after);
    activities(before, after);
    connections(before, after);
  }

  /** Whoever calls through a connection reads it again when it has changed. */
  private void connections(Plan before, Plan after) {
    after.connections().stream()
        .filter(connection -> !before.connections().contains(connection))
        .forEach(connection -> console.say("connection " + connection.name() + " deployed"));
    gone(before.connections(), after.connections(), Plan.Connection::name)
        .forEach(connection -> console.say("connection " + connection.name() + " removed"));
  }

  private void queues(Plan before, Plan after) {
    List<Plan.Queue> changed =
        after.queues().stream().filter(queue -> !before.queues().contains(queue)).toList();
    if (!changed.isEmpty()) {
      attempt(
          "queues",
          () -> {
            application.redeploy(changed);
            changed.forEach(queue -> console.say("queue " + queue.name() + " deployed"));
          });
    }
    gone(before.queues(), after.queues(), Plan.Queue::name)
        .forEach(queue -> console.say(stays("queue", queue.name())));
  }

  private void buckets(Plan before, Plan after) {
    List<Plan.Bucket> added =
        after.buckets().stream().filter(bucket -> !before.buckets().contains(bucket)).toList();
    if (!added.isEmpty()) {
      attempt(
          "buckets",
          () -> {
            application.makeBuckets(added);
            added.forEach(bucket -> console.say("bucket " + bucket.name() + " created"));
          });
    }
    gone(before.buckets(), after.buckets(), Plan.Bucket::name)
        .forEach(bucket -> console.say(stays("bucket", bucket.name())));
  }

  private void functions(Plan before, Plan after) {
    Map<String, Plan.Function> old = byName(before.functions(), Plan.Function::name);
    for (Plan.Function function : after.functions()) {
      attempt(
          function.name(),
          () -> {
            if (!function.equals(old.get(function.name()))) {
              application.redeploy(function);
              console.say("function " + function.name() + " deployed");
            } else if (application.reload(function)) {
              console.say("function " + function.name() + " reloaded: its code has changed");
            }
          });
    }
    gone(before.functions(), after.functions(), Plan.Function::name)
        .forEach(
            function ->
                attempt(
                    function.name(),
                    () -> {
                      application.remove(function);
                      console.say("function " + function.name() + " removed");
                    }));
  }

  private void machines(Plan before, Plan after) {
    Map<String, Plan.Machine> old = byName(before.machines(), Plan.Machine::name);
    for (Plan.Machine machine : after.machines()) {
      if (machine.equals(old.get(machine.name()))) {
        continue;
      }
      attempt(
          machine.name(),
          () -> {
            switch (application.redeploy(machine)) {
              case CREATED -> console.say("state machine " + machine.name() + " created");
              case UPDATED ->
                  console.say(
                      "state machine "
                          + machine.name()
                          + " updated; running executions go on with what they began with");
              case UNCHANGED -> {}
            }
          });
    }
    gone(before.machines(), after.machines(), Plan.Machine::name)
        .forEach(machine -> console.say(stays("state machine", machine.name())));
  }

  private void activities(Plan before, Plan after) {
    for (Plan.Activity activity : after.activities()) {
      if (!before.activities().contains(activity)) {
        attempt(
            activity.name(),
            () -> {
              application.redeploy(activity);
              console.say("activity " + activity.name() + " created");
            });
      }
    }
    gone(before.activities(), after.activities(), Plan.Activity::name)
        .forEach(activity -> console.say(stays("activity", activity.name())));
  }

  private static String stays(String kind, String name) {
    return "%s %s is no longer in the template; it stays, with all it holds".formatted(kind, name);
  }

  private void attempt(String what, Runnable change) {
    try {
      change.run();
    } catch (RuntimeException e) {
      console.warn(what + " is not redeployed: " + e.getMessage());
    }
  }

  private static <T> Map<String, T> byName(List<T> parts, Function<T, String> name) {
    return parts.stream().collect(Collectors.toMap(name, part -> part));
  }

  private static <T> List<T> gone(List<T> before, List<T> after, Function<T, String> name) {
    List<String> left = after.stream().map(name).toList();
    return before.stream().filter(part -> !left.contains(name.apply(part))).toList();
  }
}

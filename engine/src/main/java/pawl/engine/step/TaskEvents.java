package pawl.engine.step;

import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;
import pawl.asl.program.TaskResource;
import pawl.engine.failure.StatesError;
import pawl.engine.history.EventDetails;
import pawl.engine.history.EventType;

/** The events that a task leaves: the three forms of Resource have each their own. */
sealed interface TaskEvents {
  static TaskEvents of(TaskResource resource) {
    return switch (resource) {
      case TaskResource.Function function -> new OfFunction(function);
      case TaskResource.Activity activity -> new OfActivity(activity);
      case TaskResource.Service service -> new OfService(service);
    };
  }

  void scheduled(Stage stage, TaskOrder order);

  void started(Stage stage, @Nullable String workerName);

  void submitted(Stage stage, Payload output);

  void succeeded(Stage stage, Payload output);

  void failed(Stage stage, @Nullable String error, @Nullable String cause);

  void timedOut(Stage stage);

  /** What an error's cause calls the task. */
  String label();

  private static void chain(Stage stage, EventType type, EventDetails details) {
    stage.turn().chainEvent(stage.scope(), type, details);
  }

  /** {@code LambdaFunction...}. */
  record OfFunction(TaskResource.Function resource) implements TaskEvents {
    @Override
    public void scheduled(Stage stage, TaskOrder order) {
      chain(
          stage,
          EventType.LAMBDA_FUNCTION_SCHEDULED,
          new EventDetails.FunctionScheduled(
              resource.arn(),
              order.arguments(),
              order.timeoutSeconds(),
              order.credentialsRoleArn()));
    }

    @Override
    public void started(Stage stage, @Nullable String workerName) {
      chain(stage, EventType.LAMBDA_FUNCTION_STARTED, EventDetails.None.NONE);
    }

    @Override
    public void submitted(Stage stage, Payload output) {
      throw new IllegalStateException("A function called directly is never submitted");
    }

    @Override
    public void succeeded(Stage stage, Payload output) {
      chain(stage, EventType.LAMBDA_FUNCTION_SUCCEEDED, new EventDetails.Succeeded(output));
    }

    @Override
    public void failed(Stage stage, @Nullable String error, @Nullable String cause) {
      chain(stage, EventType.LAMBDA_FUNCTION_FAILED, new EventDetails.Failure(error, cause));
    }

    @Override
    public void timedOut(Stage stage) {
      chain(
          stage,
          EventType.LAMBDA_FUNCTION_TIMED_OUT,
          new EventDetails.Failure(StatesError.TIMEOUT, null));
    }

    @Override
    public String label() {
      return resource.arn();
    }
  }

  /** {@code Activity...}. */
  record OfActivity(TaskResource.Activity resource) implements TaskEvents {
    @Override
    public void scheduled(Stage stage, TaskOrder order) {
      chain(
          stage,
          EventType.ACTIVITY_SCHEDULED,
          new EventDetails.ActivityScheduled(
              resource.arn(), order.arguments(), order.timeoutSeconds(), order.heartbeatSeconds()));
    }

    @Override
    public void started(Stage stage, @Nullable String workerName) {
      chain(stage, EventType.ACTIVITY_STARTED, new EventDetails.ActivityStarted(workerName));
    }

    @Override
    public void submitted(Stage stage, Payload output) {
      throw new IllegalStateException("An activity is never submitted");
    }

    @Override
    public void succeeded(Stage stage, Payload output) {
      chain(stage, EventType.ACTIVITY_SUCCEEDED, new EventDetails.Succeeded(output));
    }

    @Override
    public void failed(Stage stage, @Nullable String error, @Nullable String cause) {
      chain(stage, EventType.ACTIVITY_FAILED, new EventDetails.Failure(error, cause));
    }

    @Override
    public void timedOut(Stage stage) {
      chain(
          stage, EventType.ACTIVITY_TIMED_OUT, new EventDetails.Failure(StatesError.TIMEOUT, null));
    }

    @Override
    public String label() {
      return resource.arn();
    }
  }

  /** {@code Task...}. */
  record OfService(TaskResource.Service resource) implements TaskEvents {
    @Override
    public void scheduled(Stage stage, TaskOrder order) {
      chain(
          stage,
          EventType.TASK_SCHEDULED,
          new EventDetails.TaskScheduled(
              resource.resourceType(),
              resource.resource(),
              stage.turn().settings().arns().region(),
              order.arguments(),
              order.timeoutSeconds(),
              order.heartbeatSeconds(),
              order.credentialsRoleArn()));
    }

    @Override
    public void started(Stage stage, @Nullable String workerName) {
      chain(
          stage,
          EventType.TASK_STARTED,
          new EventDetails.TaskStarted(resource.resourceType(), resource.resource()));
    }

    @Override
    public void submitted(Stage stage, Payload output) {
      chain(stage, EventType.TASK_SUBMITTED, output(output));
    }

    @Override
    public void succeeded(Stage stage, Payload output) {
      chain(stage, EventType.TASK_SUCCEEDED, output(output));
    }

    private EventDetails.TaskOutput output(Payload output) {
      return new EventDetails.TaskOutput(resource.resourceType(), resource.resource(), output);
    }

    @Override
    public void failed(Stage stage, @Nullable String error, @Nullable String cause) {
      chain(stage, EventType.TASK_FAILED, failure(error, cause));
    }

    @Override
    public void timedOut(Stage stage) {
      chain(stage, EventType.TASK_TIMED_OUT, failure(StatesError.TIMEOUT, null));
    }

    private EventDetails.TaskFailure failure(@Nullable String error, @Nullable String cause) {
      return new EventDetails.TaskFailure(
          resource.resourceType(), resource.resource(), error, cause);
    }

    @Override
    public String label() {
      return resource.resourceType();
    }
  }
}

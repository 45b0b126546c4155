package pawl.integrations.job;

import static pawl.integrations.job.ActionDescription.action;
import static pawl.integrations.job.Watch.Source.answer;
import static pawl.integrations.job.Watch.Source.parameter;

import java.util.List;
import pawl.integrations.sdk.Failures.ServiceNames;

/** Services for machine learning: SageMaker, Bedrock. */
final class Learning {
  private static final String CONFIGURATION = "EndpointConfigName";

  private Learning() {}

  static ServiceDescription sagemaker() {
    return new ServiceDescription(
        "sagemaker",
        "sagemaker",
        new ServiceNames("SageMaker", "AmazonSageMaker", "AmazonSageMakerException"),
        true,
        false,
        List.of(
            job("TrainingJob"),
            job("TransformJob"),
            job("ProcessingJob"),
            job("HyperParameterTuningJob"),
            job("LabelingJob"),
            action("createEndpoint").needing("EndpointName", CONFIGURATION),
            action("createEndpointConfig").needing(CONFIGURATION, "ProductionVariants"),
            action("createModel").needing("ModelName"),
            action("updateEndpoint").needing("EndpointName", CONFIGURATION)));
  }

  /** All kinds of jobs are alike. A repeated order is refused, since its name is taken. */
  private static ActionDescription job(String kind) {
    String name = kind + "Name";
    return action("create" + kind)
        .needing(name)
        .watched(
            Watch.by(JobRequest.to("describe" + kind).with(name, name))
                .keeping(name, parameter("/" + name))
                .found("", "/" + kind + "Status")
                .succeeds("Completed")
                .fails("Failed", "Stopped", "DeleteFailed")
                .stoppedBy(JobRequest.to("stop" + kind).with(name, name)));
  }

  static ServiceDescription bedrock() {
    return new ServiceDescription(
        "bedrock",
        "bedrock",
        new ServiceNames("Bedrock", "AmazonBedrock", "AmazonBedrockException"),
        false,
        true,
        List.of(
            action("invokeModel")
                .of("bedrockruntime")
                .placed(ModelInvocation::invoke)
                .withItsOwn("ModelId"),
            action("createModelCustomizationJob")
                .needing("JobName", "CustomModelName", "RoleArn", "BaseModelIdentifier")
                .recognisedBy("ClientRequestToken")
                .watched(
                    Watch.by(JobRequest.to("getModelCustomizationJob").with("JobIdentifier", "arn"))
                        .keeping("arn", answer("/JobArn"))
                        .found("", "/Status")
                        .succeeds("Completed")
                        .fails("Failed", "Stopped")
                        .stoppedBy(
                            JobRequest.to("stopModelCustomizationJob")
                                .with("JobIdentifier", "arn")))));
  }
}

package pawl.integrations.job;

import static pawl.integrations.job.ActionDescription.action;
import static pawl.integrations.job.Watch.Source.answer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import pawl.integrations.sdk.Failures.ServiceNames;

/** Services that make something: CodeBuild, Elemental MediaConvert. */
final class Builds {
  private static final String TAGS = "Tags";

  private Builds() {}

  static ServiceDescription codebuild() {
    return new ServiceDescription(
        "codebuild",
        "codebuild",
        new ServiceNames("CodeBuild", "AWSCodeBuild", "AWSCodeBuildException"),
        true,
        false,
        List.of(
            action("startBuild")
                .needing("ProjectName")
                .recognisedBy("IdempotencyToken")
                .watched(build()),
            action("stopBuild").needing("Id"),
            action("batchDeleteBuilds")
                .needing("Ids")
                .placed(Deletion.ofBuilds(Deletion.Pause.GROWING)),
            action("batchGetReports").needing("ReportArns"),
            action("startBuildBatch")
                .needing("ProjectName")
                .recognisedBy("IdempotencyToken")
                .watched(buildBatch()),
            action("stopBuildBatch").needing("Id"),
            action("retryBuildBatch").recognisedBy("IdempotencyToken").watched(buildBatch()),
            action("deleteBuildBatch")
                .needing("Id")
                .placed(Deletion.ofBatch(Deletion.Pause.GROWING))));
  }

  private static Watch.Builder build() {
    return Watch.by(JobRequest.to("batchGetBuilds").withList("Ids", "id"))
        .keeping("id", answer("/Build/Id"))
        .found("/Builds/0", "/BuildStatus")
        .succeeds("SUCCEEDED")
        .fails("FAILED", "FAULT", "TIMED_OUT", "STOPPED")
        .gives(Watch.Outcome.under("Build"))
        .stoppedBy(JobRequest.to("stopBuild").with("Id", "id"));
  }

  private static Watch.Builder buildBatch() {
    return Watch.by(JobRequest.to("batchGetBuildBatches").withList("Ids", "id"))
        .keeping("id", answer("/BuildBatch/Id"))
        .found("/BuildBatches/0", "/BuildBatchStatus")
        .succeeds("SUCCEEDED")
        .fails("FAILED", "FAULT", "TIMED_OUT", "STOPPED")
        .gives(Watch.Outcome.under("BuildBatch"))
        .stoppedBy(JobRequest.to("stopBuildBatch").with("Id", "id"));
  }

  static ServiceDescription mediaconvert() {
    return new ServiceDescription(
        "mediaconvert",
        "mediaconvert",
        new ServiceNames("MediaConvert", "AWSMediaConvert", "AWSMediaConvertException"),
        false,
        false,
        List.of(
            action("createJob")
                .needing("Role", "Settings")
                .placed((caller, parameters) -> caller.ask("createJob", tagged(parameters)))
                .recognisedBy("ClientRequestToken")
                .watched(
                    Watch.by(JobRequest.to("getJob").with("Id", "id"))
                        .keeping("id", answer("/Job/Id"))
                        .found("/Job", "/Status")
                        .succeeds("COMPLETE")
                        .fails("ERROR", "CANCELED")
                        .stoppedBy(JobRequest.to("cancelJob").with("Id", "id")))));
  }

  /** Jobs bear the tag that AWS Step Functions gives them. */
  private static ObjectNode tagged(ObjectNode parameters) {
    ObjectNode copy = parameters.deepCopy();
    if (!copy.hasNonNull(TAGS)) {
      copy.putObject(TAGS);
    }
    if (copy.get(TAGS) instanceof ObjectNode tags && !tags.has("ManagedByService")) {
      tags.put("ManagedByService", "AWSStepFunctions");
    }
    return copy;
  }
}

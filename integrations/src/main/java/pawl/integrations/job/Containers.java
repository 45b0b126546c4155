package pawl.integrations.job;

import static pawl.integrations.job.ActionDescription.action;
import static pawl.integrations.job.Watch.Source.answer;
import static pawl.integrations.job.Watch.Source.answers;
import static pawl.integrations.job.Watch.Source.parameter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import pawl.integrations.sdk.Failures.ServiceNames;

/** Services that run containers: Batch, ECS with Fargate, EKS. */
final class Containers {
  private static final String STOPPED = "The task of the state machine was stopped";
  private static final String OVERRIDES = "ContainerOverrides";
  private static final String ENVIRONMENT = "Environment";

  private Containers() {}

  static ServiceDescription batch() {
    return new ServiceDescription(
        "batch",
        "batch",
        new ServiceNames("Batch", "AWSBatch", "AWSBatchException"),
        true,
        false,
        List.of(
            action("submitJob")
                .needing("JobName", "JobQueue", "JobDefinition")
                .placed((caller, parameters) -> caller.ask("submitJob", marked(parameters)))
                .watched(
                    Watch.by(JobRequest.to("describeJobs").withList("Jobs", "id"))
                        .keeping("id", answer("/JobId"))
                        .found("/Jobs/0", "/Status")
                        .succeeds("SUCCEEDED")
                        .fails("FAILED")
                        .gives(Watch.Outcome.JOB)
                        .stoppedBy(
                            JobRequest.to("terminateJob")
                                .with("JobId", "id")
                                .withText("Reason", STOPPED)))));
  }

  /** The job finds in its environment who started it, as on AWS. */
  private static ObjectNode marked(ObjectNode parameters) {
    ObjectNode copy = parameters.deepCopy();
    boolean hasOtherContainers =
        copy.hasNonNull("EksPropertiesOverride")
            || copy.hasNonNull("EcsPropertiesOverride")
            || copy.hasNonNull("NodeOverrides");
    if (hasOtherContainers && !copy.hasNonNull(OVERRIDES)) {
      return copy;
    }
    if (!copy.hasNonNull(OVERRIDES)) {
      copy.putObject(OVERRIDES);
    }
    if (copy.get(OVERRIDES) instanceof ObjectNode overrides) {
      if (!overrides.hasNonNull(ENVIRONMENT)) {
        overrides.putArray(ENVIRONMENT);
      }
      if (overrides.get(ENVIRONMENT) instanceof ArrayNode environment) {
        environment
            .addObject()
            .put("Name", "MANAGED_BY_AWS")
            .put("Value", "STARTED_BY_STEP_FUNCTIONS");
      }
    }
    return copy;
  }

  static ServiceDescription ecs() {
    JsonNode us = TextNode.valueOf("AWS Step Functions");
    return new ServiceDescription(
        "ecs",
        "ecs",
        new ServiceNames("ECS", "AmazonECS", "AmazonECSException"),
        true,
        true,
        List.of(
            action("runTask")
                .needing("TaskDefinition")
                .placed(Placement.calling("runTask").adding("StartedBy", us))
                .recognisedBy("ClientToken")
                .refusing(EcsTasks::refusal)
                .watched(
                    Watch.by(
                            JobRequest.to("describeTasks")
                                .with("Cluster", "cluster")
                                .withList("Tasks", "task"))
                        .keeping("cluster", answer("/Tasks/0/ClusterArn"))
                        .keeping("task", answers("/Tasks", "/TaskArn"))
                        .found("/Tasks/0", "/LastStatus")
                        .judgedBy(EcsTasks::judge)
                        .gives(Watch.Outcome.JOB_OR_ALL)
                        .stoppedBy(
                            JobRequest.to("stopTask")
                                .with("Cluster", "cluster")
                                .with("Task", "task")
                                .withText("Reason", STOPPED)))));
  }

  static ServiceDescription eks() {
    JobRequest cluster = JobRequest.to("describeCluster").with("Name", "Name");
    return new ServiceDescription(
        "eks",
        "eks",
        new ServiceNames("EKS", "AmazonEKS", "AmazonEKSException"),
        true,
        true,
        List.of(
            action("createCluster")
                .needing("Name", "RoleArn", "ResourcesVpcConfig")
                .recognisedBy("ClientRequestToken")
                .watched(
                    Watch.by(cluster)
                        .keeping("Name", answer("/Cluster/Name"))
                        .found("/Cluster", "/Status")
                        .succeeds("ACTIVE")
                        .fails("FAILED", "DELETING")
                        .stoppedBy(JobRequest.to("deleteCluster").with("Name", "Name"))),
            action("deleteCluster")
                .needing("Name")
                .watched(
                    Watch.by(cluster)
                        .keeping("Name", parameter("/Name"))
                        .found("/Cluster", "/Status")
                        .fails("FAILED")
                        .succeedsWhenGone()),
            action("createNodegroup")
                .needing("ClusterName", "NodegroupName", "Subnets", "NodeRole")
                .recognisedBy("ClientRequestToken")
                .watched(
                    part("Nodegroup")
                        .succeeds("ACTIVE")
                        .fails("CREATE_FAILED", "DEGRADED", "DELETING")
                        .stoppedBy(deletionOf("Nodegroup"))),
            action("deleteNodegroup")
                .needing("ClusterName", "NodegroupName")
                .watched(part("Nodegroup").fails("DELETE_FAILED").succeedsWhenGone()),
            action("createFargateProfile")
                .needing("FargateProfileName", "ClusterName", "PodExecutionRoleArn")
                .recognisedBy("ClientRequestToken")
                .watched(
                    part("FargateProfile")
                        .succeeds("ACTIVE")
                        .fails("CREATE_FAILED", "DELETING")
                        .stoppedBy(deletionOf("FargateProfile"))),
            action("deleteFargateProfile")
                .needing("ClusterName", "FargateProfileName")
                .watched(part("FargateProfile").fails("DELETE_FAILED").succeedsWhenGone())));
  }

  /** A part of a cluster. */
  private static Watch.Builder part(String kind) {
    String name = kind + "Name";
    return Watch.by(
            JobRequest.to("describe" + kind).with("ClusterName", "ClusterName").with(name, name))
        .keeping("ClusterName", parameter("/ClusterName"))
        .keeping(name, parameter("/" + name))
        .found("/" + kind, "/Status");
  }

  private static JobRequest deletionOf(String kind) {
    String name = kind + "Name";
    return JobRequest.to("delete" + kind).with("ClusterName", "ClusterName").with(name, name);
  }
}

package pawl.integrations.job;

import static pawl.integrations.job.ActionDescription.action;
import static pawl.integrations.job.Watch.Source.answer;
import static pawl.integrations.job.Watch.Source.parameter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import pawl.integrations.sdk.Failures.ServiceNames;

/** EMR, EMR on EKS and EMR Serverless. */
final class MapReduce {
  private static final String APPLICATION = "ApplicationId";

  private MapReduce() {}

  static ServiceDescription emr() {
    return new ServiceDescription(
        "elasticmapreduce",
        "emr",
        new ServiceNames(
            "ElasticMapReduce", "AmazonElasticMapReduce", "AmazonElasticMapReduceException"),
        true,
        false,
        List.of(
            action("createCluster", "runJobFlow")
                .needing("Name", "Instances")
                .placed(EmrRequests.CREATE_CLUSTER)
                .watched(
                    cluster(answer("/ClusterId"))
                        .succeeds("WAITING")
                        .fails("TERMINATED", "TERMINATED_WITH_ERRORS")
                        .stoppedBy(
                            JobRequest.to("terminateJobFlows")
                                .withList("JobFlowIds", "ClusterId"))),
            action("terminateCluster", "terminateJobFlows")
                .placed(EmrRequests.TERMINATE_CLUSTER)
                .withItsOwn("ClusterId")
                .watched(
                    cluster(parameter("/ClusterId"))
                        .succeeds("TERMINATED", "TERMINATED_WITH_ERRORS")),
            action("setClusterTerminationProtection", "setTerminationProtection")
                .placed(EmrRequests.PROTECT_CLUSTER)
                .withItsOwn("ClusterId", "TerminationProtected"),
            action("addStep", "addJobFlowSteps")
                .placed(EmrRequests.ADD_STEP)
                .withItsOwn("ClusterId", "Step")
                .watched(
                    Watch.by(
                            JobRequest.to("describeStep")
                                .with("ClusterId", "ClusterId")
                                .with("StepId", "StepId"))
                        .keeping("ClusterId", parameter("/ClusterId"))
                        .keeping("StepId", answer("/StepId"))
                        .found("/Step", "/Status/State")
                        .succeeds("COMPLETED")
                        .fails("FAILED", "CANCELLED", "INTERRUPTED")
                        .gives(Watch.Outcome.DESCRIPTION.and("StepId"))
                        .stoppedBy(
                            JobRequest.to("cancelSteps")
                                .with("ClusterId", "ClusterId")
                                .withList("StepIds", "StepId"))),
            action("cancelStep", "cancelSteps")
                .placed(EmrRequests.CANCEL_STEP)
                .withItsOwn("ClusterId", "StepId"),
            action("modifyInstanceFleetByName", "modifyInstanceFleet")
                .placed(EmrRequests.MODIFY_FLEET)
                .withItsOwn("ClusterId", "InstanceFleetName", "InstanceFleet"),
            action("modifyInstanceGroupByName", "modifyInstanceGroups")
                .placed(EmrRequests.MODIFY_GROUP)
                .withItsOwn("ClusterId", "InstanceGroupName", "InstanceGroup")));
  }

  private static Watch.Builder cluster(Watch.Source id) {
    return Watch.by(JobRequest.to("describeCluster").with("ClusterId", "ClusterId"))
        .keeping("ClusterId", id)
        .found("/Cluster", "/Status/State")
        .gives(Watch.Outcome.DESCRIPTION.and("ClusterId"));
  }

  static ServiceDescription emrOnEks() {
    return new ServiceDescription(
        "emr-containers",
        "emrcontainers",
        new ServiceNames("EMRContainers", "AmazonEMRContainers", "AmazonEMRContainersException"),
        true,
        false,
        List.of(
            action("createVirtualCluster")
                .needing("Name", "ContainerProvider")
                .recognisedBy("ClientToken"),
            action("deleteVirtualCluster")
                .needing("Id")
                .watched(
                    Watch.by(JobRequest.to("describeVirtualCluster").with("Id", "Id"))
                        .keeping("Id", parameter("/Id"))
                        .found("/VirtualCluster", "/State")
                        .succeeds("TERMINATED")
                        .fails("ARRESTED")
                        .gives(Watch.Outcome.JOB)
                        .succeedsWhenGone()),
            action("startJobRun")
                .needing("VirtualClusterId")
                .recognisedBy("ClientToken")
                .watched(
                    Watch.by(
                            JobRequest.to("describeJobRun")
                                .with("Id", "Id")
                                .with("VirtualClusterId", "VirtualClusterId"))
                        .keeping("Id", answer("/Id"))
                        .keeping("VirtualClusterId", parameter("/VirtualClusterId"))
                        .found("/JobRun", "/State")
                        .succeeds("COMPLETED")
                        .fails("FAILED", "CANCELLED")
                        .gives(Watch.Outcome.JOB)
                        .stoppedBy(
                            JobRequest.to("cancelJobRun")
                                .with("Id", "Id")
                                .with("VirtualClusterId", "VirtualClusterId")))));
  }

  static ServiceDescription emrServerless() {
    JobRequest delete = JobRequest.to("deleteApplication").with(APPLICATION, APPLICATION);
    JobRequest stop = JobRequest.to("stopApplication").with(APPLICATION, APPLICATION);
    return new ServiceDescription(
        "emr-serverless",
        "emrserverless",
        new ServiceNames("EMRServerless", "AWSEMRServerless", "AWSEMRServerlessException"),
        false,
        false,
        List.of(
            action("createApplication")
                .needing("ReleaseLabel", "Type")
                .recognisedBy("ClientToken")
                .watched(
                    application(answer("/ApplicationId"))
                        .succeeds("CREATED", "STARTED")
                        .fails("TERMINATED")
                        .stoppedBy(delete)),
            action("startApplication")
                .needing("ApplicationId")
                .answering(MapReduce::namingTheApplication)
                .watched(
                    application(parameter("/ApplicationId"))
                        .succeeds("STARTED")
                        .fails("STOPPED", "TERMINATED")
                        .stoppedBy(stop)),
            action("stopApplication")
                .needing("ApplicationId")
                .answering(MapReduce::namingTheApplication)
                .watched(
                    application(parameter("/ApplicationId")).succeeds("STOPPED", "TERMINATED")),
            action("deleteApplication")
                .needing("ApplicationId")
                .answering(MapReduce::namingTheApplication)
                .watched(
                    application(parameter("/ApplicationId"))
                        .succeeds("TERMINATED")
                        .succeedsWhenGone()),
            action("startJobRun")
                .needing("ApplicationId", "ExecutionRoleArn")
                .recognisedBy("ClientToken")
                .watched(
                    serverlessRun(answer("/JobRunId"))
                        .succeeds("SUCCESS")
                        .fails("FAILED", "CANCELLED")
                        .stoppedBy(
                            JobRequest.to("cancelJobRun")
                                .with(APPLICATION, APPLICATION)
                                .with("JobRunId", "JobRunId"))),
            action("cancelJobRun")
                .needing("ApplicationId", "JobRunId")
                .watched(
                    serverlessRun(parameter("/JobRunId"))
                        .succeeds("CANCELLED")
                        .fails("SUCCESS", "FAILED"))));
  }

  private static void namingTheApplication(ObjectNode answer, ObjectNode parameters) {
    answer.set(APPLICATION, parameters.path(APPLICATION));
  }

  private static Watch.Builder application(Watch.Source id) {
    return Watch.by(JobRequest.to("getApplication").with(APPLICATION, APPLICATION))
        .keeping(APPLICATION, id)
        .found("/Application", "/State")
        .gives(Watch.Outcome.JOB);
  }

  private static Watch.Builder serverlessRun(Watch.Source id) {
    return Watch.by(
            JobRequest.to("getJobRun").with(APPLICATION, APPLICATION).with("JobRunId", "JobRunId"))
        .keeping(APPLICATION, parameter("/ApplicationId"))
        .keeping("JobRunId", id)
        .found("/JobRun", "/State")
        .gives(Watch.Outcome.JOB);
  }
}

package pawl.integrations.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pawl.asl.Json;
import pawl.engine.TaskReport;
import pawl.integrations.Calls;
import pawl.integrations.sdk.SdkBridge;

class EmrRequestsTest {
  private final ContractFake aws = new ContractFake();
  private final SdkBridge bridge = new SdkBridge(Calls.accessTo(aws.url()));
  private final RemoteJobs jobs = new RemoteJobs(bridge);

  @AfterEach
  void stop() {
    bridge.close();
    aws.close();
    assertThat(aws.violations()).isEmpty();
  }

  private static JsonNode json(String text) throws Exception {
    return Json.MAPPER.readTree(text.replace('\'', '"'));
  }

  private TaskReport call(String resource, String parameters) throws Exception {
    return ((Start.Answered)
            jobs.start(
                Calls.service("elasticmapreduce:" + resource, parameters.replace('\'', '"'))))
        .report();
  }

  @Test
  void shouldProtectOneCluster() throws Exception {
    aws.on("emr", "setTerminationProtection", json("{}"));
    assertThat(
            call(
                "setClusterTerminationProtection",
                "{'ClusterId':'j-1','TerminationProtected':true}"))
        .isInstanceOf(TaskReport.Succeeded.class);
    assertThat(aws.received("setTerminationProtection").getFirst())
        .isEqualTo(json("{'JobFlowIds':['j-1'],'TerminationProtected':true}"));
  }

  @Test
  void shouldCancelOneStep() throws Exception {
    aws.on(
        "emr",
        "cancelSteps",
        json("{'CancelStepsInfoList':[{'StepId':'s-1','Status':'SUBMITTED'}]}"));
    TaskReport report = call("cancelStep", "{'ClusterId':'j-1','StepId':'s-1'}");
    assertThat(aws.received("cancelSteps").getFirst())
        .isEqualTo(json("{'ClusterId':'j-1','StepIds':['s-1']}"));
    assertThat(((TaskReport.Succeeded) report).output().node().path("CancelStepsInfo"))
        .isEqualTo(json("{'StepId':'s-1','Status':'SUBMITTED'}"));
  }

  @Test
  void shouldFindAFleetByItsNameOnALaterPage() throws Exception {
    aws.on(
        "emr",
        "listInstanceFleets",
        input -> {
          try {
            return input.has("Marker")
                ? json("{'InstanceFleets':[{'Id':'if-2','Name':'Core'}]}")
                : json("{'InstanceFleets':[{'Id':'if-1','Name':'Master'}],'Marker':'m'}");
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
    aws.on("emr", "modifyInstanceFleet", json("{}"));

    assertThat(
            call(
                "modifyInstanceFleetByName",
                "{'ClusterId':'j-1','InstanceFleetName':'Core',"
                    + "'InstanceFleet':{'TargetOnDemandCapacity':8}}"))
        .isInstanceOf(TaskReport.Succeeded.class);
    assertThat(aws.received("modifyInstanceFleet").getFirst())
        .isEqualTo(
            json(
                "{'ClusterId':'j-1','InstanceFleet':{'InstanceFleetId':'if-2','TargetOnDemandCapacity':8}}"));
  }

  @Test
  void shouldModifyAGroupByItsName() throws Exception {
    aws.on("emr", "listInstanceGroups", json("{'InstanceGroups':[{'Id':'ig-1','Name':'Core'}]}"));
    aws.on("emr", "modifyInstanceGroups", json("{}"));

    assertThat(
            call(
                "modifyInstanceGroupByName",
                "{'ClusterId':'j-1','InstanceGroupName':'Core','InstanceGroup':{'InstanceCount':8}}"))
        .isInstanceOf(TaskReport.Succeeded.class);
    assertThat(aws.received("modifyInstanceGroups").getFirst())
        .isEqualTo(
            json(
                "{'ClusterId':'j-1','InstanceGroups':[{'InstanceGroupId':'ig-1','InstanceCount':8}]}"));
  }

  @Test
  void shouldRefuseWhatStepFunctionsRefuses() throws Exception {
    aws.on("emr", "listInstanceGroups", json("{'InstanceGroups':[]}"));
    assertThat(
            call(
                "modifyInstanceGroupByName",
                "{'ClusterId':'j-1','InstanceGroupName':'Core','InstanceGroup':{'InstanceCount':8}}"))
        .hasToString(
            new TaskReport.Failed(
                    "States.Runtime",
                    "The Parameters"
                        + " '{\"ClusterId\":\"j-1\",\"InstanceGroupName\":\"Core\",\"InstanceGroup\":{\"InstanceCount\":8}}'"
                        + " could not be used to start the Task: [The cluster j-1 has no"
                        + " InstanceGroup named 'Core']")
                .toString());
    assertThat(
            call(
                "modifyInstanceGroupByName",
                "{'ClusterId':'j-1','InstanceGroupName':'Core','InstanceGroup':{'InstanceGroupId':'ig'}}"))
        .asString()
        .contains("The field \"InstanceGroupId\" is not supported by Step Functions");
    assertThat(call("createCluster", "{'Name':'c','Steps':[],'Instances':{}}"))
        .asString()
        .contains("The field \"Steps\" is not supported by Step Functions")
        .contains("The field 'Instances.KeepJobFlowAliveWhenNoSteps' must be true");
  }
}

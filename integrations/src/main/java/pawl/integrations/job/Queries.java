package pawl.integrations.job;

import static pawl.integrations.job.ActionDescription.action;
import static pawl.integrations.job.Watch.Source.answer;
import static pawl.integrations.job.Watch.Source.parameter;

import java.util.List;
import pawl.integrations.sdk.Failures.ServiceNames;

/** Services that work on data where it lies: Athena, Glue, Glue DataBrew. */
final class Queries {
  private Queries() {}

  static ServiceDescription athena() {
    return new ServiceDescription(
        "athena",
        "athena",
        new ServiceNames("Athena", "AmazonAthena", "AmazonAthenaException"),
        true,
        false,
        List.of(
            action("startQueryExecution")
                .needing("QueryString")
                .recognisedBy("ClientRequestToken")
                .watched(
                    Watch.by(JobRequest.to("getQueryExecution").with("QueryExecutionId", "id"))
                        .keeping("id", answer("/QueryExecutionId"))
                        .found("/QueryExecution", "/Status/State")
                        .succeeds("SUCCEEDED")
                        .fails("FAILED", "CANCELLED")
                        .stoppedBy(
                            JobRequest.to("stopQueryExecution").with("QueryExecutionId", "id"))),
            action("stopQueryExecution"),
            action("getQueryExecution").needing("QueryExecutionId"),
            action("getQueryResults").needing("QueryExecutionId")));
  }

  static ServiceDescription glue() {
    return new ServiceDescription(
        "glue",
        "glue",
        new ServiceNames("Glue", "AWSGlue", "AWSGlueException"),
        true,
        false,
        List.of(
            action("startJobRun")
                .needing("JobName")
                .watched(
                    Watch.by(
                            JobRequest.to("getJobRun")
                                .with("JobName", "JobName")
                                .with("RunId", "RunId"))
                        .keeping("JobName", parameter("/JobName"))
                        .keeping("RunId", answer("/JobRunId"))
                        .found("/JobRun", "/JobRunState")
                        .succeeds("SUCCEEDED")
                        .fails("FAILED", "STOPPED", "TIMEOUT", "ERROR", "EXPIRED")
                        .gives(Watch.Outcome.JOB.and("JobName"))
                        .stoppedBy(
                            JobRequest.to("batchStopJobRun")
                                .with("JobName", "JobName")
                                .withList("JobRunIds", "RunId")))));
  }

  static ServiceDescription databrew() {
    return new ServiceDescription(
        "databrew",
        "databrew",
        new ServiceNames("DataBrew", "AWSGlueDataBrew", "AWSGlueDataBrewException"),
        true,
        false,
        List.of(
            action("startJobRun")
                .needing("Name")
                .watched(
                    Watch.by(
                            JobRequest.to("describeJobRun")
                                .with("Name", "Name")
                                .with("RunId", "RunId"))
                        .keeping("Name", parameter("/Name"))
                        .keeping("RunId", answer("/RunId"))
                        .found("", "/State")
                        .succeeds("SUCCEEDED")
                        .fails("FAILED", "STOPPED", "TIMEOUT")
                        .stoppedBy(
                            JobRequest.to("stopJobRun")
                                .with("Name", "Name")
                                .with("RunId", "RunId")))));
  }
}

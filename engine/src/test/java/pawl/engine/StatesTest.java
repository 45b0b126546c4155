package pawl.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StatesTest {
  @Test
  void shouldNumberEventsAsAwsDoes() {
    var engine =
        Engine.given(
                """
                {"StartAt": "A", "States": {
                  "A": {"Type": "Pass", "Result": {"x": 1}, "ResultPath": "$.r", "Next": "W"},
                  "W": {"Type": "Wait", "Seconds": 60, "Next": "T"},
                  "T": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f", "End": true,
                        "Retry": [{"ErrorEquals": ["States.ALL"], "MaxAttempts": 1}]}}}
                """)
            .start("{\"in\": true}");
    engine.after(Duration.ofSeconds(60));
    engine.fail("T", "Boom", "because").after(Duration.ofSeconds(1)).succeed("T", "{\"done\":1}");
    assertThat(engine.host.bugs()).isEmpty();
    assertThat(engine.history())
        .containsExactly(
            "1<-0 ExecutionStarted",
            "2<-0 PassStateEntered A",
            "3<-2 PassStateExited A",
            "4<-3 WaitStateEntered W",
            "5<-4 WaitStateExited W",
            "6<-5 TaskStateEntered T",
            "7<-6 LambdaFunctionScheduled",
            "8<-7 LambdaFunctionStarted",
            "9<-8 LambdaFunctionFailed Boom",
            "10<-9 LambdaFunctionScheduled",
            "11<-10 LambdaFunctionStarted",
            "12<-11 LambdaFunctionSucceeded",
            "13<-12 TaskStateExited T",
            "14<-13 ExecutionSucceeded");
    assertThat(engine.output()).isEqualTo("{\"done\":1}");
    assertThat(engine.execution().input().text()).isEqualTo("{\"in\": true}");
  }

  @Test
  void shouldRunMapsAndParallels() {
    var engine =
        Engine.given(
                """
                {"StartAt": "M", "States": {
                  "M": {"Type": "Map", "MaxConcurrency": 1, "ItemsPath": "$.items", "Next": "P",
                        "ItemSelector": {"i.$": "$$.Map.Item.Index", "v.$": "$$.Map.Item.Value"},
                        "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}}},
                  "P": {"Type": "Parallel", "End": true, "Branches": [
                    {"StartAt": "B1", "States": {"B1": {"Type": "Pass", "Result": 1, "End": true}}},
                    {"StartAt": "B2", "States": {"B2": {"Type": "Wait", "Seconds": 5, "End": true}}}]}}}
                """)
            .start("{\"items\": [10, 20]}")
            .after(Duration.ofSeconds(5));
    assertThat(engine.host.bugs()).isEmpty();
    assertThat(engine.history())
        .containsExactly(
            "1<-0 ExecutionStarted",
            "2<-0 MapStateEntered M",
            "3<-2 MapStateStarted",
            "4<-3 MapIterationStarted 0",
            "5<-4 PassStateEntered I",
            "6<-5 PassStateExited I",
            "7<-6 MapIterationSucceeded 0",
            "8<-6 MapIterationStarted 1",
            "9<-8 PassStateEntered I",
            "10<-9 PassStateExited I",
            "11<-10 MapIterationSucceeded 1",
            "12<-11 MapStateSucceeded",
            "13<-11 MapStateExited M",
            "14<-13 ParallelStateEntered P",
            "15<-14 ParallelStateStarted",
            "16<-15 PassStateEntered B1",
            "17<-16 PassStateExited B1",
            "18<-15 WaitStateEntered B2",
            "19<-18 WaitStateExited B2",
            "20<-19 ParallelStateSucceeded",
            "21<-19 ParallelStateExited P",
            "22<-21 ExecutionSucceeded");
    assertThat(engine.output()).isEqualTo("[1,[{\"i\":0,\"v\":10},{\"i\":1,\"v\":20}]]");
  }
}

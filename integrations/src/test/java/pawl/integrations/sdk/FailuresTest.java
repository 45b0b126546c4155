package pawl.integrations.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import pawl.engine.TaskCall;
import pawl.engine.TaskReport;
import pawl.integrations.Calls;

class FailuresTest {
  @Test
  void shouldSayInWhichStateParametersDoNotFit() {
    TaskCall plain = Calls.service("sqs:sendMessage", "{\"MessageBody\":1}");
    TaskCall entered =
        new TaskCall(
            plain.task(),
            plain.executionArn(),
            "Send",
            plain.resource(),
            plain.parameters(),
            null,
            null,
            null,
            0,
            7,
            9,
            null,
            null);

    assertThat(Failures.unfit(entered, new SdkOutcome.Unfit(List.of("one thing", "another"))))
        .isEqualTo(
            new TaskReport.Failed(
                "States.Runtime",
                "An error occurred while executing the state 'Send' (entered at the event id #7)."
                    + " The Parameters '{\"MessageBody\":1}' could not be used to start the Task:"
                    + " [one thing, another]"));
  }
}

package pawl.asl.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import pawl.asl.AslCompiler;
import pawl.asl.Compilation;
import pawl.asl.MachineType;
import pawl.asl.ServiceRules;
import pawl.asl.program.TaskResource;

/** The compiler asks of services what it can't know itself. */
class ServiceRulesTest {
  private final List<ObjectNode> asked = new ArrayList<>();

  /** Knows the action sendMessage only, and finds a fault with parameters that have Bad. */
  private final ServiceRules rules =
      new ServiceRules() {
        @Override
        public boolean knows(TaskResource.Service resource) {
          return resource.action().equals("sendMessage");
        }

        @Override
        public List<String> problems(TaskResource.Service resource, ObjectNode parameters) {
          asked.add(parameters);
          return parameters.has("Bad") ? List.of("Bad is bad") : List.of();
        }
      };

  private List<String> errorsOf(String fields) {
    String definition =
        Definitions.machine(
            "\"Type\": \"Task\", \"End\": true, \"Resource\": \"arn:aws:states:::sqs:" + fields);
    return switch (AslCompiler.compile(definition, MachineType.STANDARD, rules)) {
      case Compilation.Compiled _ -> List.of();
      case Compilation.Rejected(var diagnostics) ->
          diagnostics.stream().map(it -> it.message() + " at " + it.location()).toList();
    };
  }

  @Test
  void shouldRefuseActionsThatAServiceDoesNotHave() {
    assertThat(errorsOf("fly\", \"Parameters\": {}"))
        .containsExactly(
            "The resource provided arn:aws:states:::sqs:fly is not recognized. The value is not a"
                + " valid resource ARN, or the resource is not available in this region. at"
                + " /States/S/Resource");
    assertThat(asked).isEmpty();
  }

  @Test
  void shouldAskForParameters() {
    assertThat(errorsOf("sendMessage\""))
        .containsExactly(
            "Parameters field is required for resource ARN: arn:aws:states:::sqs:sendMessage at"
                + " /States/S");
    assertThat(errorsOf("sendMessage\", \"QueryLanguage\": \"JSONata\""))
        .containsExactly(
            "Arguments field is required for resource ARN: arn:aws:states:::sqs:sendMessage at"
                + " /States/S");
  }

  @Test
  void shouldSayWhereTheFaultIs() {
    assertThat(errorsOf("sendMessage\", \"Parameters\": {\"Bad\": 1}"))
        .containsExactly("Bad is bad at /States/S/Parameters");
    assertThat(
            errorsOf("sendMessage\", \"QueryLanguage\": \"JSONata\", \"Arguments\": {\"Bad\": 1}"))
        .containsExactly("Bad is bad at /States/S/Arguments");
  }

  @Test
  void shouldShowWhatIsNotKnownYet() {
    assertThat(
            errorsOf(
                "sendMessage\", \"Parameters\": {\"a.$\": \"$.x\", \"b\": [{\"c.$\": \"$.y\"}, 1],"
                    + " \"d\": \"{% 1 %}\"}"))
        .isEmpty();
    ObjectNode paths = asked.getFirst();
    assertThat(paths.get("a")).isSameAs(ServiceRules.OPEN);
    assertThat(paths.at("/b/0/c")).isSameAs(ServiceRules.OPEN);
    assertThat(paths.at("/b/1").intValue()).isEqualTo(1);
    assertThat(paths.path("d").textValue()).as("no JSONata here").isEqualTo("{% 1 %}");

    assertThat(
            errorsOf(
                "sendMessage\", \"QueryLanguage\": \"JSONata\", \"Arguments\": {\"a\": \"{% 1 %}\","
                    + " \"b\": [{\"c\": \"{% 2 %}\"}, \"text\"]}"))
        .isEmpty();
    ObjectNode jsonata = asked.getLast();
    assertThat(jsonata.get("a")).isSameAs(ServiceRules.OPEN);
    assertThat(jsonata.at("/b/0/c")).isSameAs(ServiceRules.OPEN);
    assertThat(jsonata.at("/b/1").textValue()).isEqualTo("text");
  }

  @Test
  void shouldTakeAnExpressionForAllArguments() {
    assertThat(
            errorsOf(
                "sendMessage\", \"QueryLanguage\": \"JSONata\", \"Arguments\": \"{% $states.input"
                    + " %}\""))
        .isEmpty();
    assertThat(asked).isEmpty();
  }

  @Test
  void shouldNotAskWhereNothingIsCreated() {
    assertThat(
            Definitions.errorsOfState(
                "\"Type\": \"Task\", \"End\": true, \"Resource\": \"arn:aws:states:::sqs:fly\""))
        .isEmpty();
  }
}

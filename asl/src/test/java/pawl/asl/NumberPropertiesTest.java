package pawl.asl;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class NumberPropertiesTest {
  @Test
  void shouldKeepWhatANumberIsWorthAndIntegersAndPlainDecimalsToTheLetter() {
    Trials.of(
        5_000,
        random -> {
          String text = new RandomJson(random).numberText();
          String written = Payload.of(Payload.ofText(text).node()).text();
          assertThat(new BigDecimal(written)).isEqualByComparingTo(text);
          assertThat(new BigDecimal(written).scale()).isEqualTo(new BigDecimal(text).scale());
          boolean plain = text.indexOf('e') < 0 && text.indexOf('E') < 0;
          if (plain && new BigDecimal(text).signum() != 0) {
            assertThat(written).isEqualTo(text);
          }
        });
  }

  @Test
  void shouldReadBackWhatItWrites() {
    Trials.of(
        3_000,
        random -> {
          String written = Payload.of(new RandomJson(random).value(4)).text();
          assertThat(Payload.of(Payload.ofText(written).node()).text()).isEqualTo(written);
        });
  }

  @Test
  void shouldCarryNumbersThroughATemplateUnchanged() {
    Trials.of(
        1_000,
        random -> {
          var json = new RandomJson(random);
          List<String> numbers = List.of(json.numberText(), json.numberText(), json.numberText());
          String input = "{\"n\":%s}".formatted(numbers);
          var pass =
              Programs.pass(
                  """
                  "Parameters": {"n.$": "$.n", "first.$": "$.n[0]"}, "ResultPath": "$.r", "OutputPath": "$.r"
                  """);
          var output = Payload.ofText(Programs.run(pass, input)).node();
          assertThat(output.get("n")).hasToString(Payload.ofText(input).node().get("n").toString());
          assertThat(output.get("first")).isEqualTo(output.get("n").get(0));
        });
  }
}

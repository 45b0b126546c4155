package pawl.bench.micro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.SplittableRandom;
import pawl.asl.Payload;
import pawl.asl.data.Environment;
import pawl.engine.id.Arns;

/** What the microbenchmarks work on. */
final class Samples {
  static final Arns ARNS = new Arns("us-east-1", "123456789012");
  static final String MACHINE = "Sample";

  /** An order with three items, about four hundred bytes. */
  static final String ORDER =
      """
      {"order": "7d9c1f52-3b1e", "customer": {"id": 48151, "name": "Ada Byron", "tags": ["a", "b"]},
       "items": [{"sku": "X-1", "count": 2, "price": 9.5}, {"sku": "X-2", "count": 1, "price": 20},
                 {"sku": "Y-7", "count": 12, "price": 0.75}], "amount": 48.0, "currency": "EUR"}
      """;

  private static final String CONTEXT =
      """
      {"Execution": {"Id": "arn:e", "Name": "run", "StartTime": "2026-01-02T03:04:05.678Z"},
       "State": {"Name": "Here", "EnteredTime": "2026-01-02T03:04:05.678Z"},
       "StateMachine": {"Id": "arn:machine", "Name": "machine"}}
      """;

  private Samples() {}

  static JsonNode order() {
    return Payload.ofText(ORDER).node();
  }

  static Environment environment() {
    ObjectNode context = (ObjectNode) Payload.ofText(CONTEXT).node();
    return new Environment(
        Payload.of(order()), () -> context, Map.of(), new SplittableRandom(1), 0);
  }

  /** Pass states with a payload template each. */
  static String passChain(int states) {
    StringBuilder text = new StringBuilder("{\"StartAt\": \"S1\", \"States\": {");
    for (int number = 1; number <= states; number++) {
      text.append(number == 1 ? "" : ", ")
          .append("\"S")
          .append(number)
          .append(
              "\": {\"Type\": \"Pass\", \"Parameters\": {\"step\": 1, \"order.$\": \"$.order\","
                  + " \"customer\": {\"id.$\": \"$.customer.id\"}, \"items.$\": \"$.items\"}, ")
          .append(number == states ? "\"End\": true}" : "\"Next\": \"S" + (number + 1) + "\"}");
    }
    return text.append("}}").toString();
  }
}

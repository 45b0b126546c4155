package pawl.api.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pawl.asl.Json;
import pawl.engine.Limits;

/**
 * The operations of AWS Step Functions and what their requests have to look like. Made once at the
 * start from the resource {@code step-functions.json}, which {@code tools/make_contract.py} writes.
 */
public final class Contract {
  private final Map<String, Shape.Structure> inputs;

  private Contract(Map<String, Shape.Structure> inputs) {
    this.inputs = inputs;
  }

  /**
   * Reads the contract.
   *
   * @param limits the quotas of inputs, outputs and definitions, which are policy and no part of
   *     the model
   */
  public static Contract load(Limits limits) {
    return new Compiler(resource(), limits).compile();
  }

  /** The names of all operations, implemented or not. */
  public Set<String> operations() {
    return inputs.keySet();
  }

  /**
   * Checks the body of a request.
   *
   * @throws ApiException if it does not keep the contract
   */
  public Input check(String operation, JsonNode body) {
    Shape.Structure shape = inputs.get(operation);
    if (shape == null) {
      throw new IllegalArgumentException("The contract has no operation " + operation);
    }
    shape.checkTypes(body);
    List<String> violations = new ArrayList<>(0);
    shape.checkConstraints(body, "", violations);
    if (!violations.isEmpty()) {
      throw new ApiException(ApiError.constraints(violations));
    }
    return new Input((ObjectNode) body);
  }

  static JsonNode resource() {
    try (InputStream in = Contract.class.getResourceAsStream("step-functions.json")) {
      if (in == null) {
        throw new IllegalStateException("The API's contract is missing from the class path");
      }
      return Json.MAPPER.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Turns the facts into shapes; shapes that several operations use are made once. */
  private static final class Compiler {
    private final JsonNode contract;
    private final Limits limits;
    private final Map<String, Shape> shapes = new HashMap<>();

    Compiler(JsonNode contract, Limits limits) {
      this.contract = contract;
      this.limits = limits;
    }

    Contract compile() {
      Map<String, Shape.Structure> inputs = new TreeMap<>();
      contract
          .path("operations")
          .properties()
          .forEach(
              operation ->
                  inputs.put(
                      operation.getKey(),
                      (Shape.Structure) shape(operation.getValue().path("input").textValue())));
      return new Contract(inputs);
    }

    private Shape shape(String name) {
      Shape known = shapes.get(name);
      if (known == null) {
        JsonNode facts = contract.path("shapes").path(name);
        known = name.equals("Definition") ? text(facts, limits.definitionBytes()) : make(facts);
        shapes.put(name, known);
      }
      return known;
    }

    private Shape make(JsonNode facts) {
      String type = facts.path("type").asText();
      return switch (type) {
        case "string" -> text(facts, facts.path("max").asLong(Long.MAX_VALUE));
        case "integer" -> number(facts, "an Integer");
        case "long" -> number(facts, "a Long");
        case "float" -> number(facts, "a Float");
        case "boolean" -> new Shape.Bool();
        case "list" ->
            new Shape.ListOf(
                facts.path("min").asLong(0),
                facts.path("max").asLong(Long.MAX_VALUE),
                shape(facts.path("member").textValue()));
        case "structure" -> structure(facts);
        default ->
            throw new IllegalStateException("No request had a member of type '" + type + "' yet");
      };
    }

    private Shape text(JsonNode facts, long max) {
      boolean payload = facts.path("payload").asBoolean();
      Set<String> values = new LinkedHashSet<>();
      facts.path("enum").forEach(value -> values.add(value.textValue()));
      return new Shape.Text(
          facts.path("min").asLong(0),
          payload ? limits.payloadBytes() : max,
          payload,
          pattern(facts.path("pattern").textValue()),
          values,
          facts.path("sensitive").asBoolean());
    }

    private static @Nullable Pattern pattern(@Nullable String pattern) {
      return pattern == null ? null : Pattern.compile(pattern);
    }

    private static Shape number(JsonNode facts, String wanted) {
      return new Shape.Numeric(
          facts.path("min").asDouble(Double.NEGATIVE_INFINITY),
          facts.path("max").asDouble(Double.POSITIVE_INFINITY),
          wanted);
    }

    private Shape structure(JsonNode facts) {
      List<Shape.Member> members = new ArrayList<>();
      facts
          .path("members")
          .properties()
          .forEach(
              member ->
                  members.add(
                      new Shape.Member(
                          member.getKey(),
                          shape(member.getValue().path("shape").textValue()),
                          member.getValue().path("required").asBoolean())));
      return new Shape.Structure(members);
    }
  }
}

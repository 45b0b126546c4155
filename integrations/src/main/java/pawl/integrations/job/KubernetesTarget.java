package pawl.integrations.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import pawl.integrations.FieldProblems;

/**
 * The cluster that a task of EKS calls.
 *
 * @param authority the certificate that signs the cluster's, Base64 of PEM
 */
record KubernetesTarget(String cluster, String authority, String endpoint) {
  static final String CLUSTER = "ClusterName";
  static final String AUTHORITY = "CertificateAuthority";
  static final String ENDPOINT = "Endpoint";
  private static final List<String> TEXTS = List.of(CLUSTER, AUTHORITY, ENDPOINT);

  static KubernetesTarget of(JsonNode parameters) {
    return new KubernetesTarget(
        parameters.path(CLUSTER).asText(),
        parameters.path(AUTHORITY).asText(),
        parameters.path(ENDPOINT).asText());
  }

  /** What can't be right in the parameters of a definition. */
  static List<String> outlineProblems(
      ObjectNode parameters, List<String> required, List<String> optional) {
    List<String> needed = Stream.concat(TEXTS.stream(), required.stream()).toList();
    List<String> all = Stream.concat(needed.stream(), optional.stream()).toList();
    return Stream.concat(
            FieldProblems.missing(parameters, needed), FieldProblems.unsupported(parameters, all))
        .toList();
  }

  /** What is wrong with the parameters of a task, in the words that AWS has for others. */
  static List<String> problems(JsonNode parameters, List<String> required, List<String> optional) {
    List<String> problems = new ArrayList<>();
    if (!parameters.isObject()) {
      problems.add("The parameters must be an OBJECT");
      return problems;
    }
    for (String each : TEXTS) {
      check(parameters, each, parameters.path(each).isTextual(), problems);
    }
    for (String each : required) {
      check(parameters, each, parameters.hasNonNull(each), problems);
    }
    parameters
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!TEXTS.contains(name) && !required.contains(name) && !optional.contains(name)) {
                problems.add(FieldProblems.unsupported(name));
              }
            });
    KubernetesTarget target = of(parameters);
    if (problems.isEmpty() && !target.isUsable()) {
      problems.add("The value for the field 'Endpoint' must be a URL");
    }
    if (problems.isEmpty() && !target.hasAuthority()) {
      problems.add(
          "The value for the field 'CertificateAuthority' must be a Base64 encoded STRING");
    }
    return problems;
  }

  private static void check(JsonNode parameters, String name, boolean fits, List<String> problems) {
    if (!parameters.hasNonNull(name)) {
      problems.add(FieldProblems.missing(name));
    } else if (!fits) {
      problems.add(FieldProblems.mustBe(name, "a STRING"));
    }
  }

  private boolean isUsable() {
    try {
      URI url = new URI(endpoint);
      return "https".equals(url.getScheme()) && url.getHost() != null;
    } catch (URISyntaxException _) {
      return false;
    }
  }

  private boolean hasAuthority() {
    try {
      return Base64.getDecoder().decode(authority).length > 0;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  void putInto(ObjectNode ids) {
    ids.put(CLUSTER, cluster).put(AUTHORITY, authority).put(ENDPOINT, endpoint);
  }
}

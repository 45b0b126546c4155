package pawl.integrations.http;

import java.util.List;
import java.util.stream.Stream;

/** What a connection adds to requests; in a conflict it counts more than what a state says. */
record Additions(List<Parameter> headers, List<Parameter> query, List<Parameter> body) {
  static final Additions NONE = new Additions(List.of(), List.of(), List.of());

  Additions {
    headers = List.copyOf(headers);
    query = List.copyOf(query);
    body = List.copyOf(body);
  }

  /** The same behind a header that authorises the request. */
  Additions behind(Parameter authorization) {
    return new Additions(
        Stream.concat(Stream.of(authorization), headers.stream()).toList(), query, body);
  }

  /** The same for eyes that must not see secrets. */
  Additions masked() {
    return new Additions(masked(headers), masked(query), masked(body));
  }

  private static List<Parameter> masked(List<Parameter> parameters) {
    return parameters.stream().map(Parameter::masked).toList();
  }
}

package pawl.integrations.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Makes connections of JSON, or tells everything that is wrong with it. Members are those of
 * EventBridge's CreateConnection; {@code Tls}, {@code AllowHttp} and {@code ClientAuthentication}
 * are Pawl's own.
 */
final class ConnectionReader {
  private static final Pattern NAME = Pattern.compile("[.\\-_A-Za-z0-9]{1,64}");
  private static final Pattern ARN =
      Pattern.compile("arn:aws[a-z-]*:events:[a-z0-9-]+:\\d{12}:connection/[./\\-_A-Za-z0-9]+");
  private static final URI NOWHERE = URI.create("https://localhost");

  private final SecretSource secrets;
  private final Supplier<Wire> plainWire;
  private final InstantSource clock;
  private final List<String> problems = new ArrayList<>();

  /**
   * A reader of one file.
   *
   * @param plainWire for connections without certificates of their own
   */
  ConnectionReader(SecretSource secrets, Supplier<Wire> plainWire, InstantSource clock) {
    this.secrets = secrets;
    this.plainWire = plainWire;
    this.clock = clock;
  }

  /**
   * Connections by what names them: a name, or a whole ARN.
   *
   * @throws ConnectionsException if anything is wrong
   */
  Map<String, Connection> read(JsonNode file) {
    Map<String, Connection> connections = new LinkedHashMap<>();
    Place top = new Place("", file);
    top.mustHaveOnly("Connections");
    for (Place each : top.member("Connections").required().members()) {
      if (!NAME.matcher(each.name()).matches() && !ARN.matcher(each.name()).matches()) {
        each.problem("this is neither the name of a connection nor its ARN");
      }
      connections.put(each.name(), connection(each));
    }
    if (!problems.isEmpty()) {
      throw new ConnectionsException(problems);
    }
    return connections;
  }

  private Connection connection(Place connection) {
    connection.mustHaveOnly(
        "Description", "AuthorizationType", "AuthParameters", "AllowHttp", "Tls");
    Place parameters = connection.member("AuthParameters");
    Wire wire = wire(connection.member("Tls"));
    Authorization authorization =
        authorization(
            connection
                .member("AuthorizationType")
                .oneOf("API_KEY", "BASIC", "OAUTH_CLIENT_CREDENTIALS", "NONE"),
            parameters);
    return new Connection(
        authorization,
        additions(parameters.member("InvocationHttpParameters")),
        connection.member("AllowHttp").flag(),
        wire,
        authorization instanceof Authorization.OAuth client
            ? new AccessTokens(client, wire, clock)
            : null);
  }

  private Authorization authorization(String type, Place parameters) {
    String own =
        switch (type) {
          case "API_KEY" -> "ApiKeyAuthParameters";
          case "BASIC" -> "BasicAuthParameters";
          case "OAUTH_CLIENT_CREDENTIALS" -> "OAuthParameters";
          default -> "InvocationHttpParameters";
        };
    parameters.mustHaveOnly(own, "InvocationHttpParameters");
    Place said = parameters.member(own);
    return switch (type) {
      case "API_KEY" -> apiKey(said.required());
      case "BASIC" -> basic(said.required());
      case "OAUTH_CLIENT_CREDENTIALS" -> oauth(said.required());
      default -> new Authorization.None();
    };
  }

  private static Authorization apiKey(Place said) {
    said.mustHaveOnly("ApiKeyName", "ApiKeyValue");
    Place name = said.member("ApiKeyName");
    String header = name.text();
    if (!header.isEmpty() && !TaskParameters.isHeaderName(header)) {
      name.problem("'" + header + "' can't be the name of a header");
    }
    Place value = said.member("ApiKeyValue");
    return new Authorization.Fixed(new Parameter(header, value.headerValue(), true));
  }

  private static Authorization basic(Place said) {
    said.mustHaveOnly("Username", "Password");
    return new Authorization.Fixed(
        Authorization.basic(said.member("Username").text(), said.member("Password").text()));
  }

  private Authorization oauth(Place said) {
    said.mustHaveOnly(
        "AuthorizationEndpoint",
        "HttpMethod",
        "ClientParameters",
        "OAuthHttpParameters",
        "ClientAuthentication");
    Place endpoint = said.member("AuthorizationEndpoint");
    String text = endpoint.text();
    Optional<URI> address = TaskParameters.address(text);
    if (address.isEmpty() && !text.isEmpty()) {
      endpoint.problem("'" + text + "' is no URL such as https://example.com/oauth/token");
    }
    Place client = said.member("ClientParameters").required();
    client.mustHaveOnly("ClientID", "ClientSecret");
    Place authentication = said.member("ClientAuthentication");
    return new Authorization.OAuth(
        address.orElse(NOWHERE),
        said.member("HttpMethod").oneOf("POST", "PUT", "GET"),
        client.member("ClientID").text(),
        client.member("ClientSecret").text(),
        authentication.isThere() && authentication.oneOf("HEADER", "BODY").equals("BODY"),
        additions(said.member("OAuthHttpParameters")));
  }

  private static Additions additions(Place said) {
    said.mustHaveOnly("HeaderParameters", "QueryStringParameters", "BodyParameters");
    List<Parameter> headers = new ArrayList<>();
    for (Place each : said.member("HeaderParameters").elements()) {
      Parameter header = parameter(each);
      if (!header.name().isEmpty() && !TaskParameters.isHeaderName(header.name())) {
        each.member("Key").problem("'" + header.name() + "' can't be the name of a header");
      }
      each.member("Value").headerValue();
      headers.add(header);
    }
    return new Additions(
        headers,
        said.member("QueryStringParameters").elements().stream()
            .map(ConnectionReader::parameter)
            .toList(),
        said.member("BodyParameters").elements().stream()
            .map(ConnectionReader::parameter)
            .toList());
  }

  private static Parameter parameter(Place said) {
    said.mustHaveOnly("Key", "Value", "IsValueSecret");
    Place value = said.member("Value");
    return new Parameter(
        said.member("Key").text(),
        value.text(),
        said.member("IsValueSecret").flag() || value.isReference());
  }

  private Wire wire(Place tls) {
    tls.mustHaveOnly("TrustedCertificates", "ClientCertificate", "ClientKey");
    Place trusted = tls.member("TrustedCertificates");
    Place certificate = tls.member("ClientCertificate");
    Place key = tls.member("ClientKey");
    if (!trusted.isThere() && !certificate.isThere() && !key.isThere()) {
      return plainWire.get();
    }
    List<X509Certificate> authorities =
        trusted.isThere() ? trusted.loaded(PemFile::certificates) : null;
    Certificates.Client client = null;
    if (certificate.isThere() || key.isThere()) {
      // Each by itself first, so that what is wrong is said of the right one.
      certificate.loaded(PemFile::certificates);
      key.loaded(PemFile::privateKey);
      client = new Certificates.Client(certificate.file(), key.file());
    }
    return new Wire(problems.isEmpty() ? context(tls, authorities, client) : null);
  }

  private static @Nullable SSLContext context(
      Place tls,
      @Nullable List<X509Certificate> authorities,
      Certificates.@Nullable Client client) {
    try {
      return Certificates.context(authorities, client);
    } catch (IOException | GeneralSecurityException e) {
      tls.problem("these can't be used: " + e.getMessage());
      return null;
    }
  }

  /** Makes something of a file. */
  @FunctionalInterface
  private interface Loader<T> {
    T load(Path file) throws IOException, GeneralSecurityException;
  }

  /** A value of the file and where it stands. */
  private final class Place {
    private final String path;
    private final JsonNode value;

    Place(String path, JsonNode value) {
      this.path = path;
      this.value = value;
    }

    void problem(String what) {
      problems.add(path.isEmpty() ? what : path + ": " + what);
    }

    boolean isThere() {
      return !value.isMissingNode();
    }

    String name() {
      return path.substring(path.indexOf('/') + 1);
    }

    Place required() {
      if (!isThere()) {
        problem("this is missing");
      }
      return this;
    }

    Place member(String name) {
      return new Place(path.isEmpty() ? name : path + "/" + name, value.path(name));
    }

    List<Place> members() {
      if (isThere() && !value.isObject()) {
        problem("this has to be an object");
      }
      List<Place> members = new ArrayList<>();
      value.fieldNames().forEachRemaining(name -> members.add(member(name)));
      return members;
    }

    List<Place> elements() {
      if (isThere() && !value.isArray()) {
        problem("this has to be a list");
        return List.of();
      }
      List<Place> elements = new ArrayList<>();
      for (int i = 0; i < value.size(); i++) {
        elements.add(new Place(path + "/" + i, value.path(i)));
      }
      return elements;
    }

    void mustHaveOnly(String... known) {
      List<String> names = List.of(known);
      for (Place each : members()) {
        String name = each.path.substring(each.path.lastIndexOf('/') + 1);
        if (!names.contains(name)) {
          problem("'%s' is not known here (what is: %s)".formatted(name, String.join(", ", known)));
        }
      }
    }

    boolean flag() {
      if (isThere() && !value.isBoolean()) {
        problem("this has to be true or false");
      }
      return value.asBoolean(false);
    }

    /** One of some words; the first if it is none of them, which is a problem. */
    String oneOf(String... words) {
      String word = value.asText("");
      if (!List.of(words).contains(word)) {
        problem("this has to be one of " + String.join(", ", words));
        return words[0];
      }
      return word;
    }

    /** The text with its secrets put in; empty if it has none, which is a problem. */
    String text() {
      if (!value.isTextual()) {
        problem(isThere() ? "this has to be a string" : "this is missing");
        return "";
      }
      return switch (secrets.resolve(value.textValue())) {
        case SecretSource.Resolved.Value(String text, boolean _) -> text;
        case SecretSource.Resolved.Missing(String reason) -> {
          problem(reason);
          yield "";
        }
      };
    }

    boolean isReference() {
      return value.isTextual()
          && secrets.resolve(value.textValue()) instanceof SecretSource.Resolved.Value resolved
          && resolved.isSecret();
    }

    String headerValue() {
      String text = text();
      if (!TaskParameters.canBeSent(text)) {
        problem("this has characters that can't stand in a header, such as the end of a line");
      }
      return text;
    }

    Path file() {
      return secrets.folder().resolve(value.asText(""));
    }

    /** What a file makes; null if it makes nothing, which is a problem. */
    <T> @Nullable T loaded(Loader<T> loader) {
      if (text().isEmpty()) {
        return null;
      }
      try {
        return loader.load(file());
      } catch (NoSuchFileException _) {
        problem("there is no file " + file());
      } catch (IOException | GeneralSecurityException e) {
        problem(file() + " can't be used: " + e.getMessage());
      }
      return null;
    }
  }
}

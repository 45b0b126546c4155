package pawl.integrations.sdk;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;

/**
 * Makes HTTP calls that belong to no service of the SDK, over the same connections and with the
 * same credentials.
 */
public final class SignedHttp {
  private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

  private final SdkClients clients;

  public SignedHttp(SdkBridge bridge) {
    this.clients = bridge.clients();
  }

  /**
   * Makes a call and waits for the whole answer.
   *
   * @throws InterruptedException if the thread was interrupted
   */
  public HttpCall.Outcome send(HttpCall call) throws InterruptedException {
    try {
      SdkHttpClient connections = clients.connections(call.address().getHost(), call.patience());
      return answer(connections.prepareRequest(executable(call)).call());
    } catch (IOException | SdkException e) {
      if (Thread.interrupted()) {
        throw (InterruptedException) new InterruptedException("The call was given up").initCause(e);
      }
      return new HttpCall.Outcome.Unreachable(reason(call.address(), e));
    }
  }

  private HttpExecuteRequest executable(HttpCall call) {
    SdkHttpRequest request = request(call);
    byte[] body = call.body();
    Optional<ContentStreamProvider> content =
        Optional.ofNullable(body).map(ContentStreamProvider::fromByteArray);
    HttpCall.Signature signature = call.signature();
    if (signature == null) {
      return executable(request, content);
    }
    AwsCredentials signatory =
        clients
            .credentials(signature.roleArn(), signature.region(), signature.isLocal())
            .resolveCredentials();
    SignedRequest signed =
        SIGNER.sign(
            it ->
                it.request(request)
                    .payload(content.orElse(null))
                    .identity(signatory)
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, signature.service())
                    .putProperty(AwsV4HttpSigner.REGION_NAME, signature.region()));
    return executable(signed.request(), signed.payload());
  }

  private static HttpExecuteRequest executable(
      SdkHttpRequest request, Optional<ContentStreamProvider> content) {
    return HttpExecuteRequest.builder()
        .request(request)
        .contentStreamProvider(content.orElse(null))
        .build();
  }

  private static SdkHttpRequest request(HttpCall call) {
    SdkHttpFullRequest.Builder builder =
        SdkHttpFullRequest.builder()
            .method(SdkHttpMethod.fromValue(call.method()))
            .protocol(call.address().getScheme())
            .host(call.address().getHost())
            .encodedPath(call.address().getRawPath());
    if (call.address().getPort() >= 0) {
      builder.port(call.address().getPort());
    }
    call.query().forEach(builder::putRawQueryParameter);
    call.headers().forEach(builder::putHeader);
    byte[] body = call.body();
    if (body != null) {
      builder.putHeader("Content-Length", String.valueOf(body.length));
    }
    return builder.build();
  }

  private static HttpCall.Outcome answer(HttpExecuteResponse response) throws IOException {
    byte[] body = new byte[0];
    if (response.responseBody().isPresent()) {
      try (AbortableInputStream content = response.responseBody().get()) {
        Optional<byte[]> bytes = bounded(content);
        if (bytes.isEmpty()) {
          content.abort();
          return new HttpCall.Outcome.TooLarge();
        }
        body = bytes.get();
      }
    }
    return new HttpCall.Outcome.Answered(
        response.httpResponse().statusCode(),
        response.httpResponse().statusText().orElse(""),
        response.httpResponse().headers(),
        body);
  }

  /** All bytes; empty if they are more than any state could use. */
  static Optional<byte[]> bounded(InputStream content) throws IOException {
    byte[] bytes = content.readNBytes(SdkOperation.MOST_BYTES + 1);
    return bytes.length > SdkOperation.MOST_BYTES ? Optional.empty() : Optional.of(bytes);
  }

  private static String reason(URI address, Exception e) {
    return "Unable to execute HTTP request: "
        + (e instanceof UnknownHostException
            ? address.getHost() + ": Name or service not known"
            : e.getMessage());
  }
}

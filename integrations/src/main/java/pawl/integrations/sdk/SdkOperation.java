package pawl.integrations.sdk;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsClient;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;

/**
 * An operation of a service: a method of its client.
 *
 * @param sendsStream whether the request has a body beside its fields
 * @param getsStream whether the response has a body beside its fields
 */
record SdkOperation(Method method, boolean sendsStream, boolean getsStream) {
  /** A streamed body is read no further: a result of a thousandth of it is too large already. */
  static final int MOST_BYTES = 64 << 20;

  /** An answer and, if the operation streams one, its body. */
  record Answer(AwsResponse response, @Nullable SdkBytes body) {}

  /** The body of the answer is larger than anything a state could use. */
  static final class TooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** Empty for methods that only shape the same operation differently, such as paginators. */
  static Optional<SdkOperation> of(Method method) {
    Class<?>[] parameters = method.getParameterTypes();
    Class<?>[] rest = Arrays.copyOfRange(parameters, 1, parameters.length);
    boolean plain = AwsResponse.class.isAssignableFrom(method.getReturnType());
    if (rest.length == 0 && plain) {
      return Optional.of(new SdkOperation(method, false, false));
    }
    if (rest.length == 1 && rest[0] == RequestBody.class && plain) {
      return Optional.of(new SdkOperation(method, true, false));
    }
    if (rest.length == 1 && rest[0] == ResponseTransformer.class) {
      return Optional.of(new SdkOperation(method, false, true));
    }
    if (rest.length == 2 && rest[0] == RequestBody.class && rest[1] == ResponseTransformer.class) {
      return Optional.of(new SdkOperation(method, true, true));
    }
    return Optional.empty();
  }

  /** A new builder of the request. */
  AwsRequest.Builder requestBuilder() {
    try {
      return (AwsRequest.Builder) method.getParameterTypes()[0].getMethod("builder").invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("A request without a builder: " + method, e);
    }
  }

  /**
   * Makes the call.
   *
   * @param body beside the fields of the request; null for none
   * @throws TooLargeException if the body of the answer is
   * @throws RuntimeException what the SDK throws
   */
  Answer invoke(AwsClient client, AwsRequest request, @Nullable RequestBody body) {
    RequestBody sent = body == null ? RequestBody.empty() : body;
    try {
      if (getsStream) {
        ResponseTransformer<AwsResponse, Optional<Answer>> transformer = SdkOperation::received;
        Object result =
            sendsStream
                ? method.invoke(client, request, sent, transformer)
                : method.invoke(client, request, transformer);
        return ((Optional<?>) result).map(Answer.class::cast).orElseThrow(TooLargeException::new);
      }
      Object result =
          sendsStream ? method.invoke(client, request, sent) : method.invoke(client, request);
      return new Answer((AwsResponse) result, null);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      throw new IllegalStateException("The SDK failed", e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("An operation that may not be called: " + method, e);
    }
  }

  private static Optional<Answer> received(AwsResponse response, AbortableInputStream body)
      throws IOException {
    Optional<byte[]> bytes = SignedHttp.bounded(body);
    if (bytes.isEmpty()) {
      body.abort();
    }
    return bytes.map(it -> new Answer(response, SdkBytes.fromByteArrayUnsafe(it)));
  }
}

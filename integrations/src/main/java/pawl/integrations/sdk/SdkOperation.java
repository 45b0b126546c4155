package pawl.integrations.sdk;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsClient;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;

/**
 * An operation of a service: a method of its client.
 *
 * @param sendsStream whether the request has a body beside its fields
 * @param getsStream whether the response has a body beside its fields
 */
record SdkOperation(Method method, boolean sendsStream, boolean getsStream) {
  /** An answer and, if the operation streams one, its body. */
  record Answer(AwsResponse response, @Nullable SdkBytes body) {}

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
   * @throws RuntimeException what the SDK throws
   */
  Answer invoke(AwsClient client, AwsRequest request, @Nullable SdkBytes body) {
    RequestBody sent =
        body == null ? RequestBody.empty() : RequestBody.fromBytes(body.asByteArrayUnsafe());
    try {
      if (getsStream) {
        Object transformer = ResponseTransformer.toBytes();
        Object result =
            sendsStream
                ? method.invoke(client, request, sent, transformer)
                : method.invoke(client, request, transformer);
        ResponseBytes<?> bytes = (ResponseBytes<?>) result;
        return new Answer(
            (AwsResponse) bytes.response(),
            SdkBytes.fromByteArrayUnsafe(bytes.asByteArrayUnsafe()));
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
}

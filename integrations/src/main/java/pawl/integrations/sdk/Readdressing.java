package pawl.integrations.sdk;

import java.net.URI;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Sends a single request somewhere else than the client's endpoint, before it is signed. */
final class Readdressing implements ExecutionInterceptor {
  static final ExecutionAttribute<URI> ADDRESS = new ExecutionAttribute<>("pawl.Address");

  @Override
  public SdkHttpRequest modifyHttpRequest(
      Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
    URI address = attributes.getAttribute(ADDRESS);
    if (address == null) {
      return context.httpRequest();
    }
    return context.httpRequest().toBuilder()
        .protocol(address.getScheme())
        .host(address.getHost())
        .port(address.getPort() < 0 ? null : address.getPort())
        .build();
  }
}

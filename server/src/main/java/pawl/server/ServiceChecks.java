package pawl.server;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import pawl.asl.ServiceRules;
import pawl.integrations.http.Connections;
import pawl.integrations.http.HttpInvoke;
import pawl.integrations.lambda.FunctionInvoker;
import pawl.integrations.sdk.AwsAccess;
import pawl.integrations.sdk.SdkBridge;

/** What the services take that Tasks call, for definitions that no server has yet. */
public final class ServiceChecks {
  private static final String ANY_REGION = "us-east-1";

  private ServiceChecks() {}

  /** The same rules as those of a server; nothing is called, and there is nothing to close. */
  public static ServiceRules all() {
    AwsAccess access = new AwsAccess(ANY_REGION, null, Map.of(), null);
    return Wiring.integrations(
        FunctionInvoker.NONE,
        new SdkBridge(access),
        access,
        new CompletableFuture<>(),
        new HttpInvoke(Connections.of(null, Map.of()), ANY_REGION, 0));
  }
}

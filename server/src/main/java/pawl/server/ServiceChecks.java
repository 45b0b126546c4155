package pawl.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import pawl.asl.ServiceRules;
import pawl.asl.program.TaskResource;
import pawl.integrations.http.Connections;
import pawl.integrations.http.HttpInvoke;
import pawl.integrations.lambda.FunctionInvoker;
import pawl.integrations.sdk.AwsAccess;
import pawl.integrations.sdk.SdkBridge;

/** What the services take that Tasks call, for definitions that no server has yet. */
public final class ServiceChecks {
  private static final String ANY_REGION = "us-east-1";

  private ServiceChecks() {}

  /** Made when first asked: the library behind it takes a moment to load. */
  private static final class Made {
    static final ServiceRules RULES = make();

    private static ServiceRules make() {
      AwsAccess access = new AwsAccess(ANY_REGION, null, Map.of(), null);
      return Wiring.integrations(
          FunctionInvoker.NONE,
          new SdkBridge(access),
          access,
          new CompletableFuture<>(),
          new HttpInvoke(Connections.of(null, Map.of()), ANY_REGION, 0));
    }
  }

  /** The same rules as those of a server; nothing is called, and there is nothing to close. */
  public static ServiceRules all() {
    return new ServiceRules() {
      @Override
      public boolean knows(TaskResource.Service resource) {
        return Made.RULES.knows(resource);
      }

      @Override
      public List<String> problems(TaskResource.Service resource, ObjectNode parameters) {
        return Made.RULES.problems(resource, parameters);
      }
    };
  }
}

package pawl.integrations.job;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import pawl.integrations.sdk.ClusterTokens;
import pawl.integrations.sdk.SdkBridge;

/** The services that run jobs, and their actions, made when first asked for. */
final class Catalogue {
  /** As resources name them. */
  static final Set<String> SERVICES =
      Set.of(
          "athena",
          "batch",
          "bedrock",
          "codebuild",
          "databrew",
          "ecs",
          "eks",
          "elasticmapreduce",
          "emr-containers",
          "emr-serverless",
          "glue",
          "mediaconvert",
          "sagemaker");

  private final SdkBridge bridge;
  private final InstantSource clock;
  private final Map<String, Map<String, JobAction>> made = new ConcurrentHashMap<>();

  Catalogue(SdkBridge bridge, InstantSource clock) {
    this.bridge = bridge;
    this.clock = clock;
  }

  /** The actions of a service by name; none if the service is unknown. */
  Map<String, JobAction> actions(String service) {
    return SERVICES.contains(service) ? made.computeIfAbsent(service, this::make) : Map.of();
  }

  private Map<String, JobAction> make(String service) {
    ServiceDescription description = describe(service);
    Map<String, JobAction> actions = new HashMap<>();
    for (ActionDescription action : description.actions()) {
      actions.put(action.name(), new DescribedAction(description, action, bridge, clock));
    }
    if (service.equals("eks")) {
      KubernetesApi kubernetes = new KubernetesApi(new ClusterTokens(bridge));
      actions.put("call", new KubernetesCall(kubernetes, bridge));
      actions.put("runJob", new KubernetesJob(kubernetes, bridge, clock));
    }
    return Map.copyOf(actions);
  }

  /** All tables. */
  static List<ServiceDescription> descriptions() {
    return SERVICES.stream().sorted().map(Catalogue::describe).toList();
  }

  private static ServiceDescription describe(String service) {
    return switch (service) {
      case "athena" -> Queries.athena();
      case "batch" -> Containers.batch();
      case "bedrock" -> Learning.bedrock();
      case "codebuild" -> Builds.codebuild();
      case "databrew" -> Queries.databrew();
      case "ecs" -> Containers.ecs();
      case "eks" -> Containers.eks();
      case "elasticmapreduce" -> MapReduce.emr();
      case "emr-containers" -> MapReduce.emrOnEks();
      case "emr-serverless" -> MapReduce.emrServerless();
      case "glue" -> Queries.glue();
      case "mediaconvert" -> Builds.mediaconvert();
      case "sagemaker" -> Learning.sagemaker();
      default -> throw new IllegalArgumentException("No service " + service);
    };
  }
}

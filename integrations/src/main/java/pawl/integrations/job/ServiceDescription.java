package pawl.integrations.job;

import java.util.List;
import pawl.integrations.sdk.Failures.ServiceNames;

/**
 * A service whose actions are described in tables.
 *
 * @param type as resources name it: {@code emr-serverless}
 * @param module of the AWS SDK: {@code emrserverless}
 * @param showsMetadata whether answers have {@code SdkHttpMetadata} and {@code
 *     SdkResponseMetadata}; integrations from 2021 on don't
 * @param hasCallbacks whether its actions can wait for a task token
 */
record ServiceDescription(
    String type,
    String module,
    ServiceNames names,
    boolean showsMetadata,
    boolean hasCallbacks,
    List<ActionDescription> actions) {
  ServiceDescription {
    actions = List.copyOf(actions);
  }
}

package pawl.api.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import pawl.api.contract.Input;
import pawl.engine.catalogue.Activity;
import pawl.engine.catalogue.CatalogueCommand;
import pawl.engine.host.Host;

/** Makes an activity, or answers for the one that is there. */
final class CreateActivity implements Operation {
  private final Host host;

  CreateActivity(Host host) {
    this.host = host;
  }

  @Override
  public ObjectNode handle(Input input) {
    String name = ResourceName.check(input.text("name"));
    Activity activity =
        host.submit(
                new CatalogueCommand.CreateActivity(
                    host.arns().activity(name), name, Tags.ofNew(input)))
            .activity();
    return Answers.object()
        .put("activityArn", activity.arn())
        .put("creationDate", Timestamps.of(activity.createdMillis()));
  }
}

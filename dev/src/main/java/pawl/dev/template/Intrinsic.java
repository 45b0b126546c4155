package pawl.dev.template;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/**
 * A call of one of CloudFormation's functions, in the short form ({@code !Sub}) or the long one
 * ({@code Fn::Sub}).
 *
 * @param name without {@code !} and {@code Fn::}
 */
record Intrinsic(String name, Node argument) {
  /** The call that the node is, or null if it is ordinary data. */
  static @Nullable Intrinsic of(Node node) {
    String tag = node.getTag().getValue();
    if (tag.startsWith("!")) {
      return new Intrinsic(tag.substring(1), node);
    }
    if (node instanceof MappingNode mapping && mapping.getValue().size() == 1) {
      NodeTuple only = mapping.getValue().getFirst();
      String key = Yaml.text(only.getKeyNode());
      if (key != null && (key.equals("Ref") || key.equals("Condition"))) {
        return new Intrinsic(key, only.getValueNode());
      }
      if (key != null && key.startsWith("Fn::")) {
        return new Intrinsic(key.substring("Fn::".length()), only.getValueNode());
      }
    }
    return null;
  }
}

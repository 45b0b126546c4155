package pawl.api.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request that keeps the contract: members have their types, required ones are there.
 * A member that is JSON null counts as absent. What the contract does not know is never looked at.
 */
public final class Input {
  private final ObjectNode members;

  Input(ObjectNode members) {
    this.members = members;
  }

  /** A required string. */
  public String text(String member) {
    String value = optionalText(member);
    if (value == null) {
      throw new IllegalStateException("The contract let a request pass without " + member);
    }
    return value;
  }

  /** A string, null if absent. */
  public @Nullable String optionalText(String member) {
    JsonNode value = find(member);
    return value == null ? null : value.textValue();
  }

  public boolean flag(String member, boolean ifAbsent) {
    JsonNode value = find(member);
    return value == null ? ifAbsent : value.booleanValue();
  }

  /** An integer whose range the contract bounds; a fraction is cut off, as AWS does. */
  public int integer(String member, int ifAbsent) {
    JsonNode value = find(member);
    return value == null ? ifAbsent : (int) value.doubleValue();
  }

  /** A whole number, null if absent; a fraction is cut off. */
  public @Nullable Long optionalLong(String member) {
    JsonNode value = find(member);
    return value == null ? null : (long) value.doubleValue();
  }

  /** A number, null if absent. */
  public @Nullable Double optionalNumber(String member) {
    JsonNode value = find(member);
    return value == null ? null : value.doubleValue();
  }

  /** A list of strings; empty if absent. */
  public List<String> texts(String member) {
    List<String> texts = new ArrayList<>();
    JsonNode list = find(member);
    if (list != null) {
      list.forEach(text -> texts.add(text.textValue()));
    }
    return texts;
  }

  /** A structure within this one, null if absent. */
  public @Nullable Input structure(String member) {
    return find(member) instanceof ObjectNode value ? new Input(value) : null;
  }

  /** A list of structures; empty if absent. */
  public List<Input> structures(String member) {
    JsonNode list = find(member);
    if (list == null) {
      return List.of();
    }
    List<Input> result = new ArrayList<>(list.size());
    for (JsonNode element : list) {
      if (element instanceof ObjectNode structure) {
        result.add(new Input(structure));
      }
    }
    return result;
  }

  public boolean has(String member) {
    return find(member) != null;
  }

  private @Nullable JsonNode find(String member) {
    JsonNode value = members.get(member);
    return value == null || value.isNull() ? null : value;
  }
}

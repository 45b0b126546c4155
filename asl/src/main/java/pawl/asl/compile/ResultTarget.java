package pawl.asl.compile;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;
import pawl.asl.expression.ReferencePath;

/** ResultPath: where in the raw input the result goes, or that it is dropped. */
sealed interface ResultTarget {
  /** ResultPath is null: the raw input stays. */
  record Dropped() implements ResultTarget {}

  /** {@code $} or no ResultPath: the result takes the place of the input. */
  record Whole() implements ResultTarget {}

  record At(ReferencePath path) implements ResultTarget {}

  static ResultTarget compile(@Nullable JsonNode field) {
    if (field == null) {
      return new Whole();
    }
    if (field.isNull()) {
      return new Dropped();
    }
    ReferencePath path = ReferencePath.compile(field.asText());
    return path.isRoot() ? new Whole() : new At(path);
  }

  /** The raw input with the result at its place. */
  default Payload apply(Payload rawInput, Payload result) {
    return switch (this) {
      case Dropped() -> rawInput;
      case Whole() -> result;
      case At(ReferencePath path) -> Payload.of(path.write(rawInput.node(), result.node()));
    };
  }
}

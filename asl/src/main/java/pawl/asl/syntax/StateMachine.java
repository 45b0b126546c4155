package pawl.asl.syntax;

import org.jspecify.annotations.Nullable;
import pawl.asl.QueryLanguage;

/** A definition as written. */
public record StateMachine(
    @Nullable String comment,
    QueryLanguage queryLanguage,
    @Nullable Long timeoutSeconds,
    StatesObject states) {}

package pawl.asl.syntax;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pawl.asl.QueryLanguage;
import pawl.asl.program.ReaderConfig;

/** A state as written. {@code next} is null where the state says {@code End: true}. */
public sealed interface State {
  /** What every state has. */
  record Header(String name, @Nullable String comment, QueryLanguage queryLanguage) {}

  Header header();

  /** {@code result} is null if there is no Result. */
  record Pass(Header header, DataFields data, @Nullable JsonNode result, @Nullable String next)
      implements State {}

  /** Exactly one of the two settings is there. */
  record Wait(
      Header header,
      DataFields data,
      @Nullable Setting seconds,
      @Nullable Setting timestamp,
      @Nullable String next)
      implements State {}

  record Succeed(Header header, DataFields data) implements State {}

  record Fail(Header header, @Nullable Setting error, @Nullable Setting cause) implements State {}

  record Choice(Header header, DataFields data, List<Rule> rules, @Nullable String defaultNext)
      implements State {
    /**
     * {@code condition} is the whole rule in JSONPath states, the value of Condition in JSONata
     * states.
     */
    public record Rule(
        JsonNode condition, @Nullable JsonNode assign, @Nullable JsonNode output, String next) {}
  }

  record Task(
      Header header,
      DataFields data,
      String resource,
      @Nullable Setting timeoutSeconds,
      @Nullable Setting heartbeatSeconds,
      @Nullable JsonNode credentials,
      Recovery recovery,
      @Nullable String next)
      implements State {}

  record Parallel(
      Header header,
      DataFields data,
      List<StatesObject> branches,
      Recovery recovery,
      @Nullable String next)
      implements State {}

  /** {@code items} is ItemsPath or Items, {@code itemSelector} also Parameters, its older name. */
  record Map(
      Header header,
      DataFields data,
      @Nullable Setting items,
      @Nullable JsonNode itemSelector,
      @Nullable Setting maxConcurrency,
      @Nullable Setting toleratedFailureCount,
      @Nullable Setting toleratedFailurePercentage,
      StatesObject processor,
      @Nullable String mode,
      @Nullable String executionType,
      @Nullable String label,
      @Nullable ItemReader itemReader,
      @Nullable ItemBatcher itemBatcher,
      @Nullable ResultWriter resultWriter,
      Recovery recovery,
      @Nullable String next)
      implements State {
    /** {@code parameters} are Parameters or Arguments; null if there are none. */
    public record ItemReader(
        String resource,
        @Nullable JsonNode parameters,
        ReaderConfig config,
        @Nullable Setting maxItems) {}

    public record ItemBatcher(
        @Nullable Setting maxItems,
        @Nullable Setting maxInputBytes,
        @Nullable JsonNode batchInput) {}

    /** {@code resource} is null if the results stay the output of the state. */
    public record ResultWriter(
        @Nullable String resource,
        @Nullable JsonNode parameters,
        @Nullable String outputType,
        @Nullable String transformation) {}
  }
}

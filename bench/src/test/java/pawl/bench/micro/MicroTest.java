package pawl.bench.micro;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import pawl.asl.Compilation;
import pawl.asl.expression.Path;
import pawl.asl.jsonata.Result;
import pawl.engine.ExecutionStatus;
import pawl.engine.Reply;

/** What is measured must be what it is called: each microbenchmark once, for its result. */
class MicroTest {
  @Test
  void shouldMeasureTheLanguageAtWork() {
    var language = new LanguageBenchmark();

    assertThat(language.compile()).isInstanceOf(Compilation.Compiled.class);
    assertThat(language.parsePayload()).isEqualTo(Samples.order());
    assertThat(language.pathReference().toString()).contains("Ada Byron");
    assertThat(language.pathFilter()).isInstanceOf(Path.Selection.class);
    assertThat(language.pathFilter().toString()).contains("X-1", "Y-7").doesNotContain("X-2");
    assertThat(language.template().path("text").asText()).isEqualTo("7d9c1f52-3b1e for Ada Byron");
    assertThat(language.jsonataEvaluate())
        .isInstanceOfSatisfying(
            Result.Value.class, result -> assertThat(result.value().asDouble()).isEqualTo(48));
    assertThat(language.jsonataCompile()).isNotNull();
  }

  @Test
  void shouldMeasureTheCoreAtWork() {
    var core = new CoreBenchmark();

    for (int i = 0; i < 2; i++) { // the second finds nothing that the first has left
      assertThat(core.turnOfPassChain().reply())
          .isInstanceOfSatisfying(
              Reply.Started.class, started -> assertThat(started.repeated()).isFalse());
      assertThat(core.turnOfPassChain().writes()).isNotEmpty();
    }
    assertThat(core.recordRead().status).isEqualTo(ExecutionStatus.RUNNING);
    assertThat(core.recordRead().top).isNotNull();
    assertThat(core.recordWrite()).isNotEmpty();
    assertThat(core.historyRead()).hasSizeGreaterThan(2);
    assertThat(core.historyWrite()).hasSizeGreaterThan(Samples.ORDER.length());
    assertThat(core.tokenRead()).isPresent();
    assertThat(core.tokenWrite()).isNotEmpty();
  }
}

package pawl.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaFunctionTest {
  @TempDir Path folder;
  private Functions functions;

  @BeforeEach
  void start() {
    functions = new Functions(folder);
  }

  @AfterEach
  void stop() {
    functions.close();
  }

  private FunctionConfiguration java(String name, String handler) {
    String source =
        """
        package example;
        import com.amazonaws.services.lambda.runtime.Context;
        import com.amazonaws.services.lambda.runtime.RequestHandler;
        import java.util.Map;
        public class App implements RequestHandler<Map<String, Object>, Map<String, Object>> {
          public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
            System.out.println("handling " + event.get("n"));
            if (event.get("n").equals(13)) throw new IllegalArgumentException("unlucky");
            if (event.get("n").equals(99)) System.exit(4);
            return Map.of("id", context.getAwsRequestId());
          }
          public String plain(Integer n) { return "n" + (n + 1); }
        }
        """;
    Path code = functions.write(name, "example/App.java", source);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    String classPath = System.getProperty("java.class.path");
    assertThat(
            compiler.run(
                null, null, null, "-cp", classPath, code.resolve("example/App.java").toString()))
        .isZero();
    return FunctionConfiguration.of(name, "java21", handler, code)
        .withMemorySizeMb(256)
        .withTimeoutSeconds(20);
  }

  @Test
  void shouldRunHandlersThroughTheOfficialClient() {
    functions.deploy(java("app", "example.App"));
    functions.deploy(java("plain", "example.App::plain"));

    InvocationResult result = functions.invoke("app", "{\"n\":1}");

    assertThat(Functions.answerOf(result)).isEqualTo("{\"id\":\"" + result.requestId() + "\"}");
    assertThat(functions.error("app", "{\"n\":13}"))
        .contains(
            "\"errorMessage\":\"unlucky\"",
            "\"errorType\":\"java.lang.IllegalArgumentException\"",
            "\"stackTrace\"");
    assertThat(functions.error("app", "{\"n\":99}"))
        .contains("Runtime exited with error: exit status 4");
    // On a busy machine a line may come too late for its own invocation; it never gets lost.
    assertThat(functions.recent("app"))
        .extracting(InvocationRecord::log)
        .anySatisfy(log -> assertThat(log).contains("handling 1\n"));
    assertThat(functions.answer("plain", "41")).isEqualTo("\"n42\"");
  }

  @Test
  void shouldReportWhatCannotBeLoaded() {
    functions.deploy(java("missing", "example.Nowhere::handle"));

    assertThat(functions.error("missing", "{}")).contains("Class not found: example.Nowhere");
  }

  @Test
  void shouldStartSeveralProcessesAtTheSameTime() {
    functions.deploy(java("parallel", "example.App::plain"));

    List<String> answers =
        IntStream.range(0, 4)
            .mapToObj(i -> functions.begin("parallel", Integer.toString(i)))
            .toList()
            .stream()
            .map(call -> Functions.answerOf(Functions.await(call)))
            .toList();

    assertThat(answers).containsExactly("\"n1\"", "\"n2\"", "\"n3\"", "\"n4\"");
  }
}

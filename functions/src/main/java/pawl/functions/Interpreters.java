package pawl.functions;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the interpreters of this machine. Version managers put scripts on the PATH that find the
 * real program, slowly, or that fail because no such version is installed. So each candidate is
 * asked once where the program is.
 */
final class Interpreters {
  private static final Logger LOG = LoggerFactory.getLogger(Interpreters.class);
  private static final int ANSWER_LIMIT_SECONDS = 10;

  private final Map<String, Optional<Path>> found = new ConcurrentHashMap<>();

  Optional<Path> node() {
    return find("node", List.of("-p", "process.execPath"));
  }

  /**
   * The exact version if the machine has it ({@code python3.12}), else whatever Python 3 there is.
   */
  Optional<Path> python(String runtime) {
    List<String> question =
        List.of("-c", "import sys; assert sys.version_info[0] == 3; print(sys.executable)");
    return find(runtime, question)
        .or(() -> find("python3", question))
        .or(() -> find("python", question));
  }

  private Optional<Path> find(String program, List<String> question) {
    return found.computeIfAbsent(
        program, name -> Executables.find(name).flatMap(candidate -> ask(candidate, question)));
  }

  private static Optional<Path> ask(Path candidate, List<String> question) {
    ProcessBuilder builder =
        new ProcessBuilder(Executables.prepend(List.of(candidate.toString()), question))
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(ANSWER_LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Optional.empty();
      }
      String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Path path = Path.of(answer.strip());
      return process.exitValue() == 0 && Files.isExecutable(path)
          ? Optional.of(path)
          : Optional.empty();
    } catch (IOException | InvalidPathException e) {
      LOG.debug("{} can't be used", candidate, e);
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}

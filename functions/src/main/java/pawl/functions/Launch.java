package pawl.functions;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that is needed to start a process of a function.
 *
 * @param generation grows with every deployment; a process of an earlier one is not used any more
 * @param environment complete, but for the address of the Runtime API
 * @param memoryLimitBytes resident memory beyond which the process is ended
 */
record Launch(
    String functionName,
    long generation,
    List<String> command,
    Path folder,
    Map<String, String> environment,
    int memorySizeMb,
    long memoryLimitBytes) {

  Process start(ProcessGuard guard, String runtimeApi) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(guard.inOwnGroup(command));
    builder.directory(folder.toFile());
    builder.redirectErrorStream(true);
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    builder.environment().clear();
    builder.environment().putAll(new LinkedHashMap<>(environment));
    builder.environment().put("AWS_LAMBDA_RUNTIME_API", runtimeApi);
    return builder.start();
  }
}

package pawl.dev;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pawl.asl.ServiceRules;
import pawl.engine.id.Arns;

/**
 * What an application is opened with.
 *
 * @param template the template, or the folder that holds it as {@code template.yaml}, {@code
 *     template.yml} or {@code template.json}
 * @param dataFolder where its state lives; usually {@link #dataFolderBeside}
 * @param arns account and region, as in the template's pseudo parameters
 * @param url where this server is reached, such as {@code http://127.0.0.1:8083}; functions and
 *     processes get it as their endpoint
 * @param parameters values for the template's parameters instead of their defaults
 * @param services what services take, to find what is wrong with definitions; null if that is not
 *     to be checked
 */
public record ApplicationSettings(
    Path template,
    Path dataFolder,
    Arns arns,
    String url,
    Map<String, String> parameters,
    @Nullable ServiceRules services) {
  public ApplicationSettings(
      Path template, Path dataFolder, Arns arns, String url, Map<String, String> parameters) {
    this(template, dataFolder, arns, url, parameters, null);
  }

  public ApplicationSettings {
    parameters = Map.copyOf(parameters);
  }

  /** {@code .pawl} in the template's folder. */
  public static Path dataFolderBeside(Path template) {
    Path absolute = template.toAbsolutePath().normalize();
    Path folder =
        java.nio.file.Files.isDirectory(absolute)
            ? absolute
            : java.util.Objects.requireNonNullElse(absolute.getParent(), absolute);
    return folder.resolve(".pawl");
  }
}

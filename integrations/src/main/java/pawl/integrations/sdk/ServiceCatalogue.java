package pawl.integrations.sdk;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.util.VersionInfo;

/** Which services of AWS can be called, by the jars on the class path, and how others get there. */
public final class ServiceCatalogue {
  /** The variable by which the launcher says where it takes more jars from. */
  public static final String FOLDER_VARIABLE = "PAWL_LIB";

  private static final String FOLDER = "lib";
  private static final String SERVICES = "software/amazon/awssdk/services/";
  private static final Pattern CLIENT =
      Pattern.compile(SERVICES + "([a-z0-9]+(?:/[a-z0-9]+)?)/[A-Za-z0-9]+Client\\.class");

  /** Services that share the module of another, which they are a package of. */
  private static final Map<String, String> PACKAGES =
      Map.of("dynamodbstreams", "dynamodb.streams", "wafregional", "waf.regional");

  private ServiceCatalogue() {}

  /**
   * A service that can be called.
   *
   * @param name as resources name it: {@code dynamodb}
   * @param jar that brings it
   */
  public record Service(String name, Path jar, long bytes) {}

  /** All that are there, by their names. */
  public static List<Service> services() {
    Map<String, Service> found = new TreeMap<>();
    try {
      ClassLoader loader = ServiceCatalogue.class.getClassLoader();
      for (URL url : Collections.list(loader.getResources(SERVICES))) {
        URLConnection connection = url.openConnection();
        if (connection instanceof JarURLConnection jar) {
          add(found, jar.getJarFile());
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("The class path can't be read", e);
    }
    return List.copyOf(found.values());
  }

  private static void add(Map<String, Service> found, JarFile jar) throws IOException {
    Path file = Path.of(jar.getName());
    long bytes = Files.size(file);
    jar.stream()
        .map(entry -> CLIENT.matcher(entry.getName()))
        .filter(Matcher::matches)
        .filter(client -> !client.group().endsWith("AsyncClient.class"))
        .map(client -> client.group(1).replace('/', '.'))
        .filter(name -> name.indexOf('.') < 0 || PACKAGES.containsValue(name))
        .map(ServiceCatalogue::serviceIn)
        .forEach(name -> found.putIfAbsent(name, new Service(name, file, bytes)));
  }

  private static String serviceIn(String packageName) {
    return PACKAGES.entrySet().stream()
        .filter(it -> it.getValue().equals(packageName))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(packageName);
  }

  /** The package of a service, below that of all services. */
  static String packageOf(String service) {
    return PACKAGES.getOrDefault(service, service);
  }

  /** The version of the SDK, which that of every service has to be. */
  public static String version() {
    return VersionInfo.SDK_VERSION;
  }

  /** The name in Maven's repository of the module that brings a service. */
  public static String module(String service) {
    return "software.amazon.awssdk:"
        + packageOf(service).replaceFirst("\\..*", "")
        + ":"
        + version();
  }

  /** Where more jars are taken from. */
  public static String folder() {
    String named = System.getenv(FOLDER_VARIABLE);
    return named == null || named.isBlank() ? FOLDER : named;
  }

  /** The command that puts the jar of a service where it is found at the next start. */
  public static String command(String service) {
    return "mvn dependency:copy -Dartifact=%s -DoutputDirectory=%s"
        .formatted(module(service), folder());
  }
}

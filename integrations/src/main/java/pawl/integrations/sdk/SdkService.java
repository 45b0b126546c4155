package pawl.integrations.sdk;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.AwsClient;
import software.amazon.awssdk.awscore.AwsRequest;

/**
 * A service of the AWS SDK as found on the class path.
 *
 * @param name of its module and package: {@code dynamodb}
 * @param prefix of its classes, which also begins the names of its errors: {@code DynamoDb}
 * @param client the interface of its blocking client
 * @param operations by name: {@code putItem}
 */
record SdkService(
    String name,
    String prefix,
    Class<? extends AwsClient> client,
    Map<String, SdkOperation> operations) {
  private static final String PACKAGE = "software.amazon.awssdk.services.";
  private static final Pattern NAME = Pattern.compile("[a-z0-9]{1,80}");
  private static final String CLIENT = "Client";

  /** Looks for a service; empty if its jar is not on the class path. */
  static Optional<SdkService> find(String name) {
    if (!isName(name)) {
      return Optional.empty();
    }
    String packageName = PACKAGE + ServiceCatalogue.packageOf(name);
    for (String simpleName : classesIn(packageName)) {
      if (simpleName.endsWith(CLIENT) && !simpleName.endsWith("Async" + CLIENT)) {
        Optional<Class<? extends AwsClient>> client = clientClass(packageName + "." + simpleName);
        if (client.isPresent()) {
          String prefix = simpleName.substring(0, simpleName.length() - CLIENT.length());
          return Optional.of(
              new SdkService(name, prefix, client.get(), operationsOf(client.get())));
        }
      }
    }
    return Optional.empty();
  }

  /** Whether a service may be called so. */
  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  private static Optional<Class<? extends AwsClient>> clientClass(String name) {
    try {
      Class<?> found = Class.forName(name, false, SdkService.class.getClassLoader());
      return found.isInterface() && AwsClient.class.isAssignableFrom(found)
          ? Optional.of(found.asSubclass(AwsClient.class))
          : Optional.empty();
    } catch (ClassNotFoundException _) {
      return Optional.empty();
    }
  }

  private static Map<String, SdkOperation> operationsOf(Class<?> client) {
    Map<String, SdkOperation> operations = new HashMap<>();
    for (Method method : client.getMethods()) {
      Class<?>[] parameters = method.getParameterTypes();
      if (Modifier.isStatic(method.getModifiers())
          || parameters.length == 0
          || !AwsRequest.class.isAssignableFrom(parameters[0])) {
        continue;
      }
      SdkOperation.of(method).ifPresent(found -> operations.put(method.getName(), found));
    }
    return Map.copyOf(operations);
  }

  /** Simple names of the classes of a package, sorted. */
  private static List<String> classesIn(String packageName) {
    String folder = packageName.replace('.', '/') + "/";
    List<String> names = new ArrayList<>();
    try {
      for (URL url : Collections.list(SdkService.class.getClassLoader().getResources(folder))) {
        names.addAll(
            url.getProtocol().equals("file")
                ? filesIn(Path.of(url.toURI()))
                : entriesIn(url, folder));
      }
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("The class path can't be read", e);
    }
    return names.stream()
        .filter(name -> name.endsWith(".class") && name.indexOf('$') < 0)
        .map(name -> name.substring(0, name.length() - ".class".length()))
        .sorted()
        .toList();
  }

  private static List<String> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    }
  }

  private static List<String> entriesIn(URL url, String folder) throws IOException {
    URLConnection connection = url.openConnection();
    if (!(connection instanceof JarURLConnection jar)) {
      return List.of();
    }
    return jar.getJarFile().stream()
        .map(entry -> entry.getName())
        .filter(name -> name.startsWith(folder) && name.indexOf('/', folder.length()) < 0)
        .map(name -> name.substring(folder.length()))
        .toList();
  }
}

package pawl.integrations.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pawl.integrations.sdk.ServiceCatalogue.Service;
import software.amazon.awssdk.core.SdkPojo;

class ServiceCatalogueTest {
  @Test
  void shouldListWhatIsOnTheClassPath() {
    List<Service> services = ServiceCatalogue.services();
    assertThat(services)
        .extracting(Service::name)
        .contains(
            "cloudwatchlogs",
            "dynamodb",
            "dynamodbstreams",
            "ecs",
            "elasticloadbalancingv2",
            "eventbridge",
            "glue",
            "lambda",
            "s3",
            "secretsmanager",
            "sfn",
            "sns",
            "sqs",
            "sts")
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(services)
        .allSatisfy(
            service -> {
              assertThat(service.bytes()).isPositive();
              assertThat(service.jar().toString()).endsWith(".jar");
              assertThat(SdkService.find(service.name())).as(service.name()).isPresent();
            });
  }

  @ParameterizedTest
  @CsvSource({
    "elasticloadbalancingv2, ElasticLoadBalancingV2, describeLoadBalancers",
    "dynamodbstreams, DynamoDbStreams, getRecords",
    "cloudwatchlogs, CloudWatchLogs, putLogEvents",
    "glue, Glue, getJobRun",
    "ecs, Ecs, runTask",
    "sfn, Sfn, startSyncExecution",
    "s3, S3, listObjectsV2",
  })
  void shouldFindServicesByTheNamesThatAwsGivesThem(String name, String prefix, String action) {
    SdkService service = SdkService.find(name).orElseThrow();
    assertThat(service.prefix()).isEqualTo(prefix);
    assertThat(service.operations()).containsKey(action);
  }

  @ParameterizedTest
  @CsvSource({
    "cognitoidentityprovider, cognitoidentityprovider",
    "dynamodbstreams, dynamodb",
    "wafregional, waf"
  })
  void shouldNameTheModuleOfAService(String service, String module) {
    assertThat(ServiceCatalogue.command(service))
        .isEqualTo(
            "mvn dependency:copy -Dartifact=software.amazon.awssdk:%s:%s -DoutputDirectory=lib"
                .formatted(module, ServiceCatalogue.version()));
  }

  @ParameterizedTest
  @CsvSource({
    "DBInstanceIdentifier, dbInstanceIdentifier",
    "SSEKMSKeyId, ssekmsKeyId",
    "VPCZoneIdentifier, vpcZoneIdentifier",
    "MD5OfMessageBody, md5OfMessageBody",
    "ETag, eTag",
    "ACL, acl",
    "S, s",
    "taskArn, taskArn",
    "SourceDBName, sourceDBName",
  })
  void shouldMakeSmallWhatTheSdkDoes(String member, String method) {
    assertThat(MemberNames.uncapitalised(member)).isEqualTo(method);
  }

  /** The rule is the SDK's own: every member of every class has a method of that name. */
  @ParameterizedTest
  @ValueSource(strings = {"ecs", "elasticloadbalancingv2", "s3", "sqs"})
  void shouldNameMembersAsTheSdkNamesItsMethods(String service) throws Exception {
    List<Class<?>> shapes = shapes(service);
    assertThat(shapes).hasSizeGreaterThan(20);
    for (Class<?> shape : shapes) {
      Set<String> methods =
          Arrays.stream(shape.getMethods()).map(Method::getName).collect(Collectors.toSet());
      SdkPojo builder = (SdkPojo) shape.getMethod("builder").invoke(null);
      assertThat(builder.sdkFields())
          .as(shape.getName())
          .filteredOn(field -> field.memberName() != null)
          .allMatch(field -> methods.contains(MemberNames.uncapitalised(field.memberName())));
    }
  }

  private static List<Class<?>> shapes(String service) throws IOException, ClassNotFoundException {
    Service found =
        ServiceCatalogue.services().stream()
            .filter(it -> it.name().equals(service))
            .findFirst()
            .orElseThrow();
    String folder = "software/amazon/awssdk/services/" + service + "/model/";
    ClassLoader loader = ServiceCatalogue.class.getClassLoader();
    List<Class<?>> shapes = new ArrayList<>();
    try (JarFile jar = new JarFile(found.jar().toFile())) {
      for (String entry : jar.stream().map(it -> it.getName()).toList()) {
        if (entry.startsWith(folder) && entry.endsWith(".class") && !entry.contains("$")) {
          String name = entry.substring(0, entry.length() - ".class".length()).replace('/', '.');
          Class<?> type = Class.forName(name, false, loader);
          if (SdkPojo.class.isAssignableFrom(type)
              && !Throwable.class.isAssignableFrom(type)
              && !Modifier.isAbstract(type.getModifiers())) {
            shapes.add(type);
          }
        }
      }
    }
    return shapes;
  }
}

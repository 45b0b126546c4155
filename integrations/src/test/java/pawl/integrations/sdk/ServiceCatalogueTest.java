package pawl.integrations.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pawl.integrations.sdk.ServiceCatalogue.Service;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.utils.builder.SdkBuilder;

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
              assertThat(service.jar().toString()).endsWith(ServiceCatalogue.version() + ".jar");
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
  @ValueSource(strings = {"ecs", "elasticloadbalancingv2", "glue", "s3", "sqs", "dynamodb"})
  void shouldNameMembersAsTheSdkNamesItsMethods(String service) throws Exception {
    List<SdkPojo> shapes = shapes(service);
    assertThat(shapes).hasSizeGreaterThan(20);
    for (SdkPojo shape : shapes) {
      List<String> methods = new ArrayList<>();
      for (var method : shape.getClass().getMethods()) {
        if (method.getParameterCount() == 0) {
          methods.add(method.getName());
        }
      }
      for (SdkField<?> field : shape.sdkFields()) {
        String expected = MemberNames.uncapitalised(field.memberName());
        assertThat(
                methods.contains(expected)
                    || methods.contains(expected + "AsString")
                    || methods.contains(expected + "Value"))
            .as("%s.%s", shape.getClass().getName(), field.memberName())
            .isTrue();
      }
    }
  }

  private static List<SdkPojo> shapes(String service)
      throws IOException, ReflectiveOperationException {
    Service found =
        ServiceCatalogue.services().stream()
            .filter(it -> it.name().equals(service))
            .findFirst()
            .orElseThrow();
    String folder = "software/amazon/awssdk/services/" + service + "/model/";
    List<SdkPojo> shapes = new ArrayList<>();
    try (JarFile jar = new JarFile(found.jar().toFile())) {
      for (String entry : jar.stream().map(it -> it.getName()).toList()) {
        if (!entry.startsWith(folder) || !entry.endsWith(".class") || entry.contains("$")) {
          continue;
        }
        Class<?> type =
            Class.forName(entry.substring(0, entry.length() - ".class".length()).replace('/', '.'));
        if (SdkPojo.class.isAssignableFrom(type)
            && !Throwable.class.isAssignableFrom(type)
            && !Modifier.isAbstract(type.getModifiers())) {
          Object builder = type.getMethod("builder").invoke(null);
          shapes.add((SdkPojo) ((SdkBuilder<?, ?>) builder).build());
        }
      }
    }
    return shapes;
  }
}

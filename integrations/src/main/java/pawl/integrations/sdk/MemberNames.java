package pawl.integrations.sdk;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;

/** How members of requests and responses are named in state machines. */
enum MemberNames {
  /** As the service names them: {@code DBInstanceIdentifier}. Optimised integrations do. */
  OF_SERVICE {
    @Override
    String of(SdkField<?> field) {
      String name = nameOf(field);
      return name.equals(RENAMED_FOR_JAVA) ? "NULL" : capitalised(name);
    }
  },

  /** As the SDK for Java names them: {@code DbInstanceIdentifier}. {@code aws-sdk:} does. */
  OF_SDK {
    @Override
    String of(SdkField<?> field) {
      return capitalised(uncapitalised(nameOf(field)));
    }
  };

  private static final Set<MarshallLocation> ADDRESS =
      Set.of(MarshallLocation.PATH, MarshallLocation.GREEDY_PATH);

  /** What the SDK calls DynamoDB's type {@code NULL}, the one member that Java could not name. */
  private static final String RENAMED_FOR_JAVA = "NUL";

  /** The values of DynamoDB: their members are the names of its types, {@code BOOL} and others. */
  private static final String TYPED_VALUE =
      "software.amazon.awssdk.services.dynamodb.model.AttributeValue";

  abstract String of(SdkField<?> field);

  /**
   * The fields of an object by all names that parameters may have for them. What is part of the
   * address may have the service's name too where the SDK has another: CopyObject of S3 takes
   * {@code Bucket} and {@code Key}, which the SDK calls {@code DestinationBucket} and {@code
   * DestinationKey}.
   */
  static Map<String, SdkField<?>> fieldsOf(SdkPojo object) {
    Map<String, SdkField<?>> fields = new LinkedHashMap<>();
    for (SdkField<?> field : object.sdkFields()) {
      for (MemberNames names : values()) {
        fields.put(names.of(field), field);
      }
    }
    for (SdkField<?> field : object.sdkFields()) {
      if (ADDRESS.contains(field.location())) {
        fields.putIfAbsent(capitalised(field.locationName()), field);
      }
    }
    return fields;
  }

  /** These names, or those that members of such an object have whoever calls them. */
  MemberNames within(SdkPojo object) {
    return object.getClass().getName().equals(TYPED_VALUE) ? OF_SERVICE : this;
  }

  /** Members of events have a name on the wire only. */
  private static String nameOf(SdkField<?> field) {
    String name = field.memberName();
    return name == null ? field.locationName() : name;
  }

  private static String capitalised(String name) {
    return name.isEmpty() ? name : Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  /**
   * The name of the SDK's method: an abbreviation at the beginning becomes small as a whole, but
   * for the letter that begins the next word.
   */
  static String uncapitalised(String name) {
    int end = name.isEmpty() ? 0 : 1;
    while (end < name.length()
        && Character.isUpperCase(name.charAt(end))
        && !(end + 1 < name.length() && Character.isLowerCase(name.charAt(end + 1)))) {
      end++;
    }
    return name.substring(0, end).toLowerCase(Locale.ROOT) + name.substring(end);
  }
}

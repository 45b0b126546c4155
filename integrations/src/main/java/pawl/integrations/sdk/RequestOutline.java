package pawl.integrations.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import pawl.asl.ServiceRules;
import pawl.integrations.FieldProblems;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.DefaultValueTrait;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.RequiredTrait;

/**
 * Compares parameters of a definition, of which some values are not known yet, with the fields of a
 * request: those that the request must have are there, on the outermost level; those whose value is
 * written down exist, on all levels. Values themselves are left to the call.
 */
final class RequestOutline {
  private final List<String> problems = new ArrayList<>();

  private RequestOutline() {}

  /**
   * Compares.
   *
   * @param names by which missing fields are called
   * @param required what must be there besides that of which the SDK knows it, which are the parts
   *     of addresses only
   */
  static List<String> problems(
      SdkPojo request, JsonNode parameters, MemberNames names, Collection<String> required) {
    RequestOutline outline = new RequestOutline();
    Map<String, SdkField<?>> fields = MemberNames.fieldsOf(request);
    Set<SdkField<?>> given = new LinkedHashSet<>();
    parameters.fieldNames().forEachRemaining(name -> given.add(fields.get(name)));
    for (SdkField<?> field : request.sdkFields()) {
      // What has a default is a token that names the call: it is made up if it is not given.
      boolean isRequired =
          required.contains(MemberNames.OF_SERVICE.of(field))
              || field.containsTrait(RequiredTrait.class)
                  && !field.containsTrait(DefaultValueTrait.class);
      if (isRequired && !given.contains(field)) {
        outline.problems.add(FieldProblems.missing(names.of(field)));
      }
    }
    outline.structure(request, parameters);
    return outline.problems;
  }

  private void structure(SdkPojo structure, JsonNode parameters) {
    Map<String, SdkField<?>> fields = MemberNames.fieldsOf(structure);
    for (Map.Entry<String, JsonNode> member : parameters.properties()) {
      SdkField<?> field = fields.get(member.getKey());
      if (field != null) {
        value(field, member.getValue());
      } else if (!ServiceRules.isOpen(member.getValue())) {
        problems.add(FieldProblems.unsupported(member.getKey()));
      }
    }
  }

  private void value(SdkField<?> field, JsonNode value) {
    switch (field.marshallingType().getKnownType()) {
      case SDK_POJO -> {
        if (value.isObject()) {
          structure(field.constructor().get(), value);
        }
      }
      case LIST -> {
        if (value.isArray()) {
          SdkField<?> element = field.getRequiredTrait(ListTrait.class).memberFieldInfo();
          value.forEach(each -> value(element, each));
        }
      }
      case MAP -> {
        if (value.isObject()) {
          SdkField<?> element = field.getRequiredTrait(MapTrait.class).valueFieldInfo();
          value.forEach(each -> value(element, each));
        }
      }
      default -> {}
    }
  }
}

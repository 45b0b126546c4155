package pawl.api.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An error as it goes over the wire.
 *
 * @param status the HTTP status
 * @param type the value of {@code __type}: a name space, {@code #}, and the code that clients go by
 */
public record ApiError(int status, String type, String message) {
  private static final String SERVICE = "com.amazonaws.swf.service.v2.model#";
  private static final String PROTOCOL = "com.amazon.coral.service#";

  /** One of the errors that AWS's model of Step Functions names, such as {@code InvalidArn}. */
  public static ApiError service(String code, String message) {
    return new ApiError(400, SERVICE + code, message);
  }

  /** The request breaks constraints of the model; {@code violations} has at least one. */
  public static ApiError constraints(List<String> violations) {
    String count =
        violations.size() == 1 ? "1 validation error" : violations.size() + " validation errors";
    return new ApiError(
        400,
        "com.amazon.coral.validate#ValidationException",
        count + " detected: " + String.join("; ", violations));
  }

  /** A payload is larger than the quota. */
  public static ApiError payloadTooLarge(String member, int limitBytes) {
    return constraints(List.of(Shape.violation("", member, Shape.maxBytesConstraint(limitBytes))));
  }

  /** The body is no JSON, or a member has another type than the model says. */
  public static ApiError serialization(String message) {
    return new ApiError(400, PROTOCOL + "SerializationException", message);
  }

  /** There is no such operation. */
  public static ApiError unknownOperation(int status, String message) {
    return new ApiError(status, PROTOCOL + "UnknownOperationException", message);
  }

  /** The body is larger than any valid request. */
  public static ApiError bodyTooLarge(int limitBytes) {
    return new ApiError(
        413,
        PROTOCOL + "RequestEntityTooLargeException",
        "The request is larger than " + limitBytes + " bytes");
  }

  /** Too much at once; clients try again by themselves. */
  public static ApiError throttled(@Nullable String message) {
    return new ApiError(
        400,
        "com.amazon.coral.availability#ThrottlingException",
        message == null ? "Rate exceeded" : message);
  }

  /** Not now; clients try again by themselves. */
  public static ApiError unavailable(@Nullable String message) {
    return new ApiError(
        503,
        PROTOCOL + "ServiceUnavailable",
        message == null ? "The service is unavailable" : message);
  }

  /** An execution was set aside after a bug of Pawl's or damage to its records. */
  public static ApiError quarantined(String why) {
    return new ApiError(
        500,
        PROTOCOL + "InternalFailure",
        "The execution is quarantined (" + why + "); see 'pawl quarantine' and 'pawl release'");
  }

  /** Records that the answer needs can't be read. */
  public static ApiError damaged(@Nullable String what) {
    return new ApiError(
        500,
        PROTOCOL + "InternalFailure",
        "The store is damaged here: " + what + "; 'pawl doctor' says more");
  }

  /** A bug; its details stand in the log under the request's id. */
  public static ApiError internalFailure(String requestId) {
    return new ApiError(
        500,
        PROTOCOL + "InternalFailure",
        "Something went wrong inside Pawl; see its log for request " + requestId);
  }

  /** What stands behind the {@code #}. */
  public String code() {
    return type.substring(type.indexOf('#') + 1);
  }
}

package pawl.api.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureV4Test {
  @Test
  void shouldReadTheCredentialScope() {
    assertThat(
            SignatureV4.principal(
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261101/eu-west-1/states/aws4_request,"
                    + " SignedHeaders=host;x-amz-date, Signature=0123456789abcdef"))
        .contains(new Principal("AKIDEXAMPLE", "eu-west-1", "states"));
  }

  @Test
  void shouldReadItWhereverItStandsAndAllowSlashesInTheKey() {
    assertThat(
            SignatureV4.principal(
                "AWS4-HMAC-SHA256"
                    + " SignedHeaders=host,Credential=a/b/20261101/r/states/aws4_request"))
        .contains(new Principal("a/b", "r", "states"));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "Basic abc",
        "AWS4-HMAC-SHA256",
        "AWS4-HMAC-SHA256 Credential=",
        "AWS4-HMAC-SHA256 Credential=key/aws4_request",
        "AWS4-HMAC-SHA256 Credential=/20261101/r/states/aws4_request",
        "AWS4-HMAC-SHA256 Credential=key/20261101/r/states/aws4",
        "AWS4-HMAC-SHA256 Signature=x"
      })
  void shouldFindNobodyInAnythingElse(String header) {
    assertThat(SignatureV4.principal(header)).isEmpty();
  }
}

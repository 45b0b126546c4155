package pawl.integrations.sdk;

/** How times are written in the output of a call. */
public enum Times {
  /** Text such as {@code 2026-01-31T12:00:00Z}, as most integrations have it. */
  ISO_8601,

  /** Milliseconds since 1970 as a number, as the integrations of jobs have it. */
  MILLISECONDS
}

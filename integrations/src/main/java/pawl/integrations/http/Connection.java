package pawl.integrations.http;

import org.jspecify.annotations.Nullable;

/**
 * How an API is reached: with which credentials, additions and certificates.
 *
 * @param allowsHttp whether requests may leave this machine unencrypted
 * @param tokens that authorise requests; null if something else does
 */
record Connection(
    Authorization authorization,
    Additions additions,
    boolean allowsHttp,
    Wire wire,
    @Nullable AccessTokens tokens) {}

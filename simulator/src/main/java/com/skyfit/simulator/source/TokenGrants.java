package com.skyfit.simulator.source;

import com.skyfit.simulator.world.Chance;
import com.skyfit.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * OAuth 2 of all sources: access tokens that end, refresh tokens that are taken once and replaced. The id of an account's client is the
 * account's name, so no two sources may have an account of the same name here. Guarded by the simulator's lock.
 */
public final class TokenGrants {

    private static final Duration LIFE_BY_HAND = Duration.ofHours(1);
    private static final String BEARER = "Bearer ";

    private final World world;
    private final Map<String, String> accountByRefreshToken = new HashMap<>();
    private final Map<String, String> newestRefreshToken = new HashMap<>();
    private final Map<String, Access> accesses = new HashMap<>();
    private final Set<String> usedRefreshTokens = new HashSet<>();
    private final List<String> issued = new ArrayList<>();
    private final Map<String, Integer> requestsOfNext = new HashMap<>();
    private int refusedAgain;

    private static final class Access {
        private final String account;
        private final String scope;
        private final Instant end;
        private int requestsLeft;

        Access(String account, String scope, Instant end, int requestsLeft) {
            this.account = account;
            this.scope = scope;
            this.end = end;
            this.requestsLeft = requestsLeft;
        }
    }

    public TokenGrants(World world) {
        this.world = world;
    }

    /** Gives an account its client and its first refresh token. */
    public void open(String account) {
        nextRefreshToken(account);
    }

    /** Whether {@link #open} was called for the account. */
    public boolean knows(String account) {
        return newestRefreshToken.containsKey(account);
    }

    public String clientSecret(String account) {
        return Chance.named(world.seed(), "client of " + account).hex(32);
    }

    /** A new access token, as somebody may have been given by hand. */
    public String accessToken(String account) {
        return access(account, "read", LIFE_BY_HAND);
    }

    /** The refresh token that is taken next. */
    public String refreshToken(String account) {
        return String.valueOf(newestRefreshToken.get(account));
    }

    /** Every token given out so far, of both kinds. */
    public List<String> issued() {
        return List.copyOf(issued);
    }

    /** How often a refresh token came that had been used. */
    public int refusedAgain() {
        return refusedAgain;
    }

    /** The next access token of each account is accepted for this many requests only, whatever its lifetime. */
    public void endNextAfter(int requests) {
        newestRefreshToken.keySet().forEach(account -> requestsOfNext.put(account, requests));
    }

    /** The answer of a token's address, which takes POST only. */
    public static Reply posted(Request request, Function<Request, Reply> answer) {
        return request.method().equals("POST")
                ? answer.apply(request)
                : Reply.json(405, "{\"error\":\"invalid_request\"}");
    }

    /** The account of a refresh token, used or not; null for a token that was never given. */
    public @Nullable String accountOf(String refreshToken) {
        return accountByRefreshToken.get(refreshToken);
    }

    /** An access token and the next refresh token for a refresh token; an error if that does not belong to the account, or was used. */
    public Reply refreshed(String account, String grantType, String refreshToken, Duration life) {
        if (usedRefreshTokens.contains(refreshToken)) {
            refusedAgain++;
            return error(400, "invalid_grant");
        }
        if (!grantType.equals("refresh_token") || !account.equals(accountByRefreshToken.get(refreshToken))) {
            return error(400, grantType.equals("refresh_token") ? "invalid_grant" : "unsupported_grant_type");
        }
        usedRefreshTokens.add(refreshToken);
        String access = access(account, "read", life);
        return granted(access, "read", life, nextRefreshToken(account));
    }

    /** An access token for a client's own credentials, which have been checked. */
    public Reply granted(String account, String scope, Duration life) {
        return granted(access(account, scope, life), scope, life, null);
    }

    private static Reply granted(String token, String scope, Duration life, @Nullable String refreshToken) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("access_token", token)
                .put("token_type", "bearer")
                .put("expires_in", life.toSeconds())
                .put("scope", scope);
        return Reply.json(200, refreshToken == null ? body : body.put("refresh_token", refreshToken));
    }

    private String nextRefreshToken(String account) {
        String token = issue("refresh token ", account);
        accountByRefreshToken.put(token, account);
        newestRefreshToken.put(account, token);
        return token;
    }

    private String access(String account, String scope, Duration life) {
        String token = issue("access token ", account);
        Integer few = requestsOfNext.remove(account);
        int requests = few == null ? Integer.MAX_VALUE : few;
        accesses.put(token, new Access(account, scope, world.now().plus(life), requests));
        return token;
    }

    private String issue(String kind, String account) {
        String token = Chance.named(world.seed(), kind + issued.size() + " of " + account)
                .hex(40);
        issued.add(token);
        return token;
    }

    /** An error in OAuth's form. */
    public static Reply error(int status, String code) {
        return Reply.json(status, "{\"error\":\"" + code + "\",\"error_description\":\"simulated\"}");
    }

    /** The account that a bearer token opens; null if there is no such token, or it has expired. This is counted as a request. */
    public @Nullable String opened(Request request) {
        Access access = access(request);
        if (access == null || !world.now().isBefore(access.end) || access.requestsLeft <= 0) {
            return null;
        }
        access.requestsLeft--;
        return access.account;
    }

    /** Whether a bearer token was granted without the right to read. */
    public boolean mayNotRead(Request request) {
        Access access = access(request);
        return access != null && !access.scope.equals("read");
    }

    private @Nullable Access access(Request request) {
        String authorization = request.header("Authorization");
        return authorization == null || !authorization.startsWith(BEARER)
                ? null
                : accesses.get(authorization.substring(BEARER.length()));
    }
}

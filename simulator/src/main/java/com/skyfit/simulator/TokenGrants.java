package com.skyfit.simulator;

import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * OAuth 2 on both sides: access tokens that end, refresh tokens that are taken once and replaced. The id of an account's client is the account's
 * name. Guarded by the simulator's lock.
 */
final class TokenGrants {

    private static final Duration PIPEDRIVE_LIFE = Duration.ofHours(1);
    private static final Duration ZENDESK_LIFE = Duration.ofMinutes(30);
    private static final String BEARER = "Bearer ";

    private final World world;
    private final long seed;
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

    TokenGrants(World world, long seed, List<String> accounts) {
        this.world = world;
        this.seed = seed;
        accounts.forEach(this::nextRefreshToken);
    }

    String clientSecret(String account) {
        return Chance.named(seed, "client of " + account).hex(32);
    }

    /** A new access token, as somebody may have been given by hand. */
    String accessToken(String account) {
        return access(account, "read", PIPEDRIVE_LIFE).path("access_token").stringValue();
    }

    /** The refresh token that is taken next. */
    String refreshToken(String account) {
        return String.valueOf(newestRefreshToken.get(account));
    }

    /** Every token given out so far, of both kinds. */
    List<String> issued() {
        return List.copyOf(issued);
    }

    /** How often a refresh token came that had been used. */
    int refusedAgain() {
        return refusedAgain;
    }

    /** The next access token of each account is taken for so many requests only, whatever its time. */
    void endNextAfter(int requests) {
        newestRefreshToken.keySet().forEach(account -> requestsOfNext.put(account, requests));
    }

    /** POST /oauth/token: the client as HTTP Basic, the rest as a form. */
    Reply pipedrive(@Nullable String authorization, String body) {
        Query form = Query.parse(body);
        String account = accountByRefreshToken.get(form.get("refresh_token", ""));
        if (account == null || !basic(account, clientSecret(account)).equals(authorization)) {
            return error(account == null ? 400 : 401, account == null ? "invalid_grant" : "invalid_client");
        }
        return refreshed(account, form.get("grant_type", ""), form.get("refresh_token", ""), PIPEDRIVE_LIFE);
    }

    /** POST /oauth/tokens: everything as JSON. */
    Reply zendesk(String body) {
        JsonNode asked;
        try {
            asked = JsonMapper.shared().readTree(body);
        } catch (JacksonException e) {
            return error(400, "invalid_request");
        }
        String account = asked.path("client_id").asString("");
        if (!newestRefreshToken.containsKey(account)
                || !clientSecret(account).equals(asked.path("client_secret").asString(""))) {
            return error(401, "invalid_client");
        }
        String type = asked.path("grant_type").asString("");
        return type.equals("client_credentials")
                ? Reply.json(200, access(account, asked.path("scope").asString("read"), ZENDESK_LIFE))
                : refreshed(account, type, asked.path("refresh_token").asString(""), ZENDESK_LIFE);
    }

    private Reply refreshed(String account, String type, String refreshToken, Duration life) {
        if (usedRefreshTokens.contains(refreshToken)) {
            refusedAgain++;
            return error(400, "invalid_grant");
        }
        if (!type.equals("refresh_token") || !account.equals(accountByRefreshToken.get(refreshToken))) {
            return error(400, type.equals("refresh_token") ? "invalid_grant" : "unsupported_grant_type");
        }
        usedRefreshTokens.add(refreshToken);
        return Reply.json(200, access(account, "read", life).put("refresh_token", nextRefreshToken(account)));
    }

    private String nextRefreshToken(String account) {
        String token = Chance.named(seed, "refresh token " + issued.size() + " of " + account)
                .hex(40);
        issued.add(token);
        accountByRefreshToken.put(token, account);
        newestRefreshToken.put(account, token);
        return token;
    }

    private ObjectNode access(String account, String scope, Duration life) {
        String token = Chance.named(seed, "access token " + issued.size() + " of " + account)
                .hex(40);
        issued.add(token);
        Integer few = requestsOfNext.remove(account);
        int requests = few == null ? Integer.MAX_VALUE : few;
        accesses.put(token, new Access(account, scope, world.now().plus(life), requests));
        return JsonNodeFactory.instance
                .objectNode()
                .put("access_token", token)
                .put("token_type", "bearer")
                .put("expires_in", life.toSeconds())
                .put("scope", scope);
    }

    private static Reply error(int status, String code) {
        return Reply.json(status, "{\"error\":\"" + code + "\",\"error_description\":\"simulated\"}");
    }

    /** The account that a bearer token opens; null where there is no such token, or it has ended. Counts as a request. */
    @Nullable String opened(Headers headers) {
        Access access = access(headers);
        if (access == null || !world.now().isBefore(access.end) || access.requestsLeft <= 0) {
            return null;
        }
        access.requestsLeft--;
        return access.account;
    }

    /** Whether a bearer token was granted without the right to read. */
    boolean mayNotRead(Headers headers) {
        Access access = access(headers);
        return access != null && !access.scope.equals("read");
    }

    private @Nullable Access access(Headers headers) {
        String authorization = headers.getFirst("Authorization");
        return authorization == null || !authorization.startsWith(BEARER)
                ? null
                : accesses.get(authorization.substring(BEARER.length()));
    }

    static String basic(String user, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }
}

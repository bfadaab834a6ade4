package com.skyfit.lake.source.credentials;

import com.skyfit.lake.messages.Secrets;
import com.skyfit.lake.source.SourceException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where access tokens are asked for (RFC 6749, 3.2). */
public final class TokenEndpoint {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final URI address;
    private final String clientId;
    private final String clientSecret;
    private final boolean inHeader;
    private final String refusedAdvice;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(LIMIT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /**
     * Takes the address and the client.
     *
     * @param inHeader true: id and secret are sent as HTTP Basic beside a form; false: in a JSON body
     * @param refusedAdvice what to do when the request is refused
     */
    public TokenEndpoint(URI address, String clientId, String clientSecret, boolean inHeader, String refusedAdvice) {
        this.address = address;
        this.clientId = clientId;
        this.clientSecret = clientSecret;
        this.inHeader = inHeader;
        this.refusedAdvice = refusedAdvice;
    }

    /**
     * The granted tokens. Contains secrets.
     *
     * @param access token
     * @param refresh token for the next time; null if the answer brings none
     * @param life of the access token; null if the reply does not contain it
     */
    record Tokens(
            String access,
            @Nullable String refresh,
            @Nullable Duration life) {
        @Override
        public String toString() {
            return "Tokens for " + life;
        }
    }

    /**
     * Asks once.
     *
     * @param grant the request's parameters but for the client's
     * @throws SourceException within 20 seconds; its message has the error's code and nothing else of the answer
     */
    Tokens ask(Map<String, String> grant) throws SourceException, InterruptedException {
        Secrets.register(clientSecret);
        Secrets.register(clientPair());
        Secrets.register(grant.getOrDefault("refresh_token", ""));
        HttpResponse<String> reply;
        try {
            reply = http.sendAsync(request(grant), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
                    .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new SourceException.Unavailable(
                    at() + ": no reply (" + (e.getCause() == null ? e : e.getCause()) + ")", null, false, e);
        }
        JsonNode body = json(reply.body());
        if (reply.statusCode() == 429 || reply.statusCode() >= 500) {
            throw new SourceException.Unavailable(at() + ": returned " + reply.statusCode(), null, false, null);
        }
        String access = body.path("access_token").asString("");
        String refresh = body.path("refresh_token").asString("");
        Secrets.register(access);
        Secrets.register(refresh);
        if (reply.statusCode() != 200 || !access.matches("[!-~]+")) {
            throw new SourceException.Refused(
                    401, at() + ": returned " + reply.statusCode() + code(body) + "; " + refusedAdvice);
        }
        JsonNode life = body.path("expires_in");
        return new Tokens(
                access,
                refresh.isEmpty() ? null : refresh,
                life.isIntegralNumber() && life.asLong() > 0 ? Duration.ofSeconds(life.asLong()) : null);
    }

    private HttpRequest request(Map<String, String> grant) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .header("Accept", "application/json")
                .header("User-Agent", "skyfit-data-lake");
        Map<String, String> all = new TreeMap<>(grant);
        if (inHeader) {
            return request.header(
                            "Authorization",
                            "Basic "
                                    + Base64.getEncoder()
                                            .encodeToString(clientPair().getBytes(StandardCharsets.UTF_8)))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form(all)))
                    .build();
        }
        all.put("client_id", clientId);
        all.put("client_secret", clientSecret);
        return request.header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(all)))
                .build();
    }

    private String clientPair() {
        return clientId + ":" + clientSecret;
    }

    private static String form(Map<String, String> values) {
        return values.entrySet().stream()
                .map(value -> value.getKey() + "=" + URLEncoder.encode(value.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static JsonNode json(String body) {
        try {
            return JsonMapper.shared().readTree(body);
        } catch (JacksonException e) {
            return JsonMapper.shared().createObjectNode();
        }
    }

    /** The error's code (RFC 6749, 5.2), if it is one: texts beside it might repeat the request. */
    private static String code(JsonNode body) {
        String code = body.path("error").asString("");
        return code.matches("[a-z_]{1,40}") ? " " + code : "";
    }

    private String at() {
        return "POST " + address;
    }
}

package com.skyfit.lake.source.client;

import com.skyfit.lake.source.Account;
import com.skyfit.lake.source.SourceException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Sends single requests to an account, once each, and reports any reply. */
public final class AccountProbe {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** Replies to such requests are small; the rest of a larger one is not read, and it is treated as no JSON. */
    private static final int LONGEST_BODY = 1 << 20;

    private final Account account;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(LIMIT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** Takes the account. */
    public AccountProbe(Account account) {
        this.account = account;
    }

    /**
     * Sends one request.
     *
     * @param path below the account's address
     * @throws SourceException if the credentials are not granted
     * @throws IOException if no answer comes within 20 seconds
     */
    public Answer ask(String path) throws SourceException, IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(account.baseUrl() + path))
                .timeout(LIMIT)
                .header("Accept", "application/json")
                .header("User-Agent", "skyfit-data-lake");
        account.credentials().headers().forEach(request::header);
        HttpResponse<InputStream> reply = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        String body;
        try (InputStream bytes = reply.body()) {
            body = new String(bytes.readNBytes(LONGEST_BODY), StandardCharsets.UTF_8);
        }
        return new Answer(
                reply.statusCode(),
                json(body),
                reply.statusCode() == 200 ? "" : Refusals.quoted(body),
                date(reply),
                limits(reply));
    }

    private static JsonNode json(String body) {
        try {
            return JsonMapper.shared().readTree(body);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    private static @Nullable Instant date(HttpResponse<?> reply) {
        try {
            return ZonedDateTime.parse(
                            reply.headers().firstValue("date").orElse(""), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Map<String, String> limits(HttpResponse<?> reply) {
        Map<String, String> limits = new TreeMap<>();
        reply.headers().map().forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.contains("ratelimit") || lower.contains("rate-limit")) {
                limits.put(lower, values.get(0));
            }
        });
        return limits;
    }

    /**
     * What came back.
     *
     * @param status HTTP status
     * @param body the reply, missing where it was no JSON
     * @param quoted what an error says about itself; empty text for a reply with 200
     * @param date the source's clock; null if the reply does not contain it
     * @param limits the headers about limits, by name
     */
    public record Answer(
            int status,
            JsonNode body,
            String quoted,
            @Nullable Instant date,
            Map<String, String> limits) {

        /** The text of a value of the body, names joined by dots; empty text if there is none. */
        public String text(String dotted) {
            JsonNode value = body;
            for (String name : dotted.split("\\.", -1)) {
                value = value.path(name);
            }
            return value.isValueNode() && !value.isNull() ? value.asString() : "";
        }
    }
}

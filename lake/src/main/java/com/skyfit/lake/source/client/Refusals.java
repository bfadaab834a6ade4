package com.skyfit.lake.source.client;

import com.skyfit.lake.catalog.Listing;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.source.Account;
import com.skyfit.lake.source.Page;
import com.skyfit.lake.source.SourceException;
import com.skyfit.lake.source.limits.RateHeaders;
import com.skyfit.lake.source.limits.Throttle;
import java.time.Duration;
import java.time.InstantSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The meaning of a source's refusal: first by the catalog, then by the status alone. Safe for use by several threads. */
final class Refusals {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int LONGEST_QUOTE = 200;

    private final Account account;
    private final Throttle throttle;
    private final InstantSource clock;
    private final Duration blockedWait;

    /**
     * Knows the refusals of the account's source.
     *
     * @param throttle closed for all requests of the account if it is over a limit
     * @param blockedWait before the next attempt if the account is blocked
     */
    Refusals(Account account, Throttle throttle, InstantSource clock, Duration blockedWait) {
        this.account = account;
        this.throttle = throttle;
        this.clock = clock;
        this.blockedWait = blockedWait;
    }

    /**
     * Why an attempt with that reply has failed.
     *
     * @param at the request, for messages
     * @param status not 200
     * @param body the reply's, as far as it is needed
     */
    SourceException of(String at, Listing listing, int status, RateHeaders limits, String body) {
        String said = at + ": returned " + status + quoted(body);
        return account.source().refusals().stream()
                .filter(known -> known.fits(status, body))
                .findFirst()
                .map(known -> meaning(known, said))
                .orElseGet(() -> byStatus(listing, status, limits, said));
    }

    private SourceException meaning(Source.Refusal known, String said) {
        return switch (known.meaning()) {
            case TOO_RECENT -> new SourceException.TooRecent(said);
            case BLOCKED -> new SourceException.Unavailable(said, blockedWait, true, null);
        };
    }

    private SourceException byStatus(Listing listing, int status, RateHeaders limits, String said) {
        return switch (status) {
            case 429 -> overLimit(listing, limits, said);
            case 408, 409, 425 ->
                new SourceException.Unavailable(said, limits.retryAfter(clock.instant()), false, null);
            case 401 ->
                new SourceException.Refused(
                        status,
                        said + "; the account's token is wrong or no longer valid: set a new one in "
                                + account.secretSetting());
            case 403 ->
                new SourceException.Refused(
                        status,
                        said + "; the token in " + account.secretSetting()
                                + " may not read this: give its user the right");
            default ->
                status >= 500
                        ? new SourceException.Unavailable(said, limits.retryAfter(clock.instant()), false, null)
                        : new SourceException.Refused(status, said);
        };
    }

    private SourceException overLimit(Listing listing, RateHeaders limits, String said) {
        RateHeaders.Left day = limits.day(clock.instant());
        if (day != null && day.remaining() < Math.max(listing.cost(), 1)) {
            return new SourceException.BudgetSpent(
                    said + "; the account's daily budget is exhausted, the next run resumes here");
        }
        Duration asked = limits.retryAfter(clock.instant());
        if (asked != null) {
            throttle.close(asked);
        }
        return new SourceException.Unavailable(said, asked, true, null);
    }

    /**
     * Looks into a reply with 200, whose envelope may still say that the source has refused: "success": false (Pipedrive's reference,
     * envelopes).
     *
     * @param at the request, for messages
     */
    void requireAccepted(String at, Page page) throws SourceException.Refused {
        String field = account.source().successField();
        if (!field.isEmpty()
                && page.envelope().path(field).isBoolean()
                && !page.envelope().path(field).asBoolean()) {
            throw new SourceException.Refused(
                    200, at + ": returned 200 with " + field + "=false" + quoted(page.envelope()));
        }
    }

    /** What the body of an error says about itself, in one short line; empty text if it says nothing. */
    static String quoted(String body) {
        try {
            return quoted(JSON.readTree(body));
        } catch (JacksonException e) {
            return Source.Refusal.isWebPage(body) ? " (an HTML page)" : cut(body);
        }
    }

    /** What an error envelope says about itself, in the members that APIs usually have for it. */
    private static String quoted(JsonNode envelope) {
        JsonNode error = envelope.path("error");
        JsonNode first = envelope.path("errors").path(0);
        String text = error.isObject() ? error.path("message").asString("") : error.asString("");
        String more = envelope.path("description")
                .asString(envelope.path("error_info").asString(""));
        String listed = first.path("title").asString(first.path("code").asString(""));
        return cut(String.join(" ", text, more, listed).strip());
    }

    private static String cut(String text) {
        // What follows a semicolon in our own texts is the cure.
        String line = text.strip().replaceAll("\\s+", " ").replace(';', ',');
        return line.isEmpty()
                ? ""
                : ": " + (line.length() > LONGEST_QUOTE ? line.substring(0, LONGEST_QUOTE) + "..." : line);
    }
}

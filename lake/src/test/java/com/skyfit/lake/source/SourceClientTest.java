package com.skyfit.lake.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Incremental;
import com.skyfit.lake.catalog.Listing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceClientTest {

    private static final Entity ORDERS =
            ScriptedSource.orders(ScriptedSource.cursorPaging(), new Incremental.Snapshot());
    private static final Listing LISTING = ORDERS.listings().get(0);
    private static final String ONE_RECORD = "{\"success\":true,\"data\":[{\"id\":1}]}";

    private final ScriptedSource source;
    private final PageBuffer lines = new PageBuffer();

    SourceClientTest() throws IOException {
        source = new ScriptedSource();
    }

    @AfterEach
    void stop() throws IOException {
        source.close();
        lines.close();
    }

    private Page page(SourceClient client) throws Exception {
        return client.page(LISTING, Map.of("limit", "500"), "", lines);
    }

    private String lines() throws IOException {
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        lines.writeTo(copy);
        return copy.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 409, 425, 429, 500, 502, 503, 504, 520})
    void aSourceThatIsBusyIsAskedAgain(int status) throws Exception {
        source.then(status, Map.of(), "busy").then(ONE_RECORD);
        SourceClient client = source.client(ORDERS);

        assertThat(page(client).records()).isEqualTo(1);
        assertThat(client.counts().requests()).isEqualTo(2);
        assertThat(client.counts().retries()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 401, 402, 403, 404, 410, 422})
    void aSourceThatSaysNoIsNotAskedAgain(int status) {
        source.then(status, Map.of(), "{\"error\":\"no such thing\",\"error_info\":\"see docs\"}")
                .then(ONE_RECORD);

        assertThatThrownBy(() -> page(source.client(ORDERS)))
                .isInstanceOfSatisfying(
                        SourceException.Refused.class,
                        e -> assertThat(e.status()).isEqualTo(status))
                .hasMessageContaining("shop.north. GET /orders: answered " + status + ": no such thing see docs");
        assertThat(source.asked()).hasSize(1);
    }

    @Test
    void aWrongTokenIsNamedByItsSettingAndNeverShown() {
        source.then(401, Map.of(), "{\"error\":\"unauthorized access\"}");

        assertThatThrownBy(() -> page(source.client(ORDERS)))
                .hasMessageContaining("set a new one in SHOP_KEY")
                .message()
                .doesNotContain("canary");
    }

    @Test
    void aReplyCutOffIsAskedForAgainAndItsLinesAreForgotten() throws Exception {
        source.thenCutOff("{\"data\":[{\"id\":1},{\"id\":2}").then("{\"data\":[{\"id\":3}]}");

        assertThat(page(source.client(ORDERS)).records()).isEqualTo(1);
        assertThat(lines()).isEqualTo("{\"id\":3}\n");
    }

    @Test
    void aReplyThatNeverEndsIsGivenUpAndAskedForAgain() throws Exception {
        source.thenStall("{\"data\":[{\"id\":1},").then("{\"data\":[{\"id\":3}]}");

        assertThat(page(source.client(ORDERS)).records()).isEqualTo(1);
        assertThat(lines()).isEqualTo("{\"id\":3}\n");
    }

    @Test
    void aReplyThatIsNoJsonIsAskedForAgain() throws Exception {
        source.then("<html>hello</html>").then(ONE_RECORD);

        assertThat(page(source.client(ORDERS)).records()).isEqualTo(1);
    }

    @Test
    void patienceEndsWithTheLastReason() {
        for (int i = 0; i < 4; i++) {
            source.then(503, Map.of(), "down for maintenance");
        }

        assertThatThrownBy(() -> page(source.client(ORDERS)))
                .isInstanceOf(SourceException.Unavailable.class)
                .hasMessageContaining("answered 503: down for maintenance");
        assertThat(source.asked()).hasSize(4);
    }

    @Test
    void twoHundredWithSuccessFalseIsARefusal() {
        source.then("{\"success\":false,\"data\":[],\"error\":\"not today\"}");

        assertThatThrownBy(() -> page(source.client(ORDERS)))
                .isInstanceOf(SourceException.Refused.class)
                .hasMessageContaining("success=false: not today");
    }

    @Test
    void aSpentDailyBudgetEndsTheAskingAtOnce() {
        source.then(429, Map.of("x-daily-ratelimit-token-remaining", "0"), "");

        assertThatThrownBy(() -> page(source.client(ORDERS))).isInstanceOf(SourceException.BudgetSpent.class);
        assertThat(source.asked()).hasSize(1);
    }

    @Test
    void aBudgetThatIsEmptyAfterAReplyHoldsTheNextRequestBack() throws Exception {
        source.then(200, Map.of("ratelimit-remaining", "0", "ratelimit-reset", "1"), ONE_RECORD)
                .then(ONE_RECORD);
        List<Duration> waits = new ArrayList<>();
        SourceClient client = SourceClient.of(
                source.account(ORDERS), ScriptedSource.IMPATIENT, InstantSource.system(), new ExtractionListener() {
                    @Override
                    public void waiting(Account account, Duration time, String reason) {
                        waits.add(time);
                    }
                });

        page(client);
        page(client);

        assertThat(waits).hasSize(1);
        assertThat(waits.get(0)).isBetween(Duration.ofMillis(1), Duration.ofSeconds(1));
    }

    @Test
    void aRetryAfterInSecondsOrAsADateIsObeyed() {
        Instant now = Instant.parse("2026-11-23T10:00:00Z");
        String date =
                DateTimeFormatter.RFC_1123_DATE_TIME.format(now.plusSeconds(90).atZone(ZoneOffset.UTC));

        assertThat(headers("retry-after", "7").retryAfter(now)).isEqualTo(Duration.ofSeconds(7));
        assertThat(headers("retry-after", "0.5").retryAfter(now)).isEqualTo(Duration.ofMillis(500));
        assertThat(headers("retry-after", date).retryAfter(now)).isEqualTo(Duration.ofSeconds(90));
        assertThat(headers("x-ratelimit-reset", "2").retryAfter(now)).isEqualTo(Duration.ofSeconds(2));
        assertThat(headers("retry-after", "soon").retryAfter(now)).isNull();
    }

    @Test
    void theBudgetOfAnEndpointFamilyIsReadFromItsHeader() {
        RateHeaders empty = headers("zendesk-ratelimit-exports", "total=10; remaining=0; resets=48");

        assertThat(empty.familyClosed("exports")).isEqualTo(Duration.ofSeconds(48));
        assertThat(empty.familyClosed("imports")).isZero();
        assertThat(headers("zendesk-ratelimit-exports", "total=10; remaining=3; resets=48")
                        .familyClosed("exports"))
                .isZero();
    }

    private static RateHeaders headers(String name, String value) {
        return new RateHeaders(java.net.http.HttpHeaders.of(Map.of(name, List.of(value)), (n, v) -> true));
    }
}

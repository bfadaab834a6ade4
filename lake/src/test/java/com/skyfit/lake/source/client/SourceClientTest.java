package com.skyfit.lake.source.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Incremental;
import com.skyfit.lake.catalog.Listing;
import com.skyfit.lake.catalog.Pages;
import com.skyfit.lake.source.Account;
import com.skyfit.lake.source.ExtractionListener;
import com.skyfit.lake.source.Page;
import com.skyfit.lake.source.ScriptedSource;
import com.skyfit.lake.source.SourceException;
import com.skyfit.lake.source.limits.RateHeaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        return client.page(new PageRequest(LISTING, Map.of("limit", "500"), "", lines));
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
        SourceClient client = ScriptedClient.of(source, ORDERS);

        assertThat(page(client).records()).isEqualTo(1);
        assertThat(client.counts().requests()).isEqualTo(2);
        assertThat(client.counts().retries()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 401, 402, 403, 404, 410, 422})
    void aSourceThatSaysNoIsNotAskedAgain(int status) {
        source.then(status, Map.of(), "{\"error\":\"no such thing\",\"error_info\":\"see docs\"}")
                .then(ONE_RECORD);

        assertThatThrownBy(() -> page(ScriptedClient.of(source, ORDERS)))
                .isInstanceOfSatisfying(
                        SourceException.Refused.class,
                        e -> assertThat(e.status()).isEqualTo(status))
                .hasMessageContaining("shop.north. GET /orders: returned " + status + ": no such thing see docs");
        assertThat(source.asked()).hasSize(1);
    }

    @Test
    void aWrongTokenIsNamedByItsSettingAndNeverShown() {
        source.then(401, Map.of(), "{\"error\":\"unauthorized access\"}");

        assertThatThrownBy(() -> page(ScriptedClient.of(source, ORDERS)))
                .hasMessageContaining("set a new one in SHOP_KEY")
                .message()
                .doesNotContain("canary");
    }

    @Test
    void aReplyCutOffIsAskedForAgainAndItsLinesAreForgotten() throws Exception {
        source.thenCutOff("{\"data\":[{\"id\":1},{\"id\":2}").then("{\"data\":[{\"id\":3}]}");

        assertThat(page(ScriptedClient.of(source, ORDERS)).records()).isEqualTo(1);
        assertThat(lines()).isEqualTo("{\"id\":3}\n");
    }

    @Test
    void aReplyThatNeverEndsIsGivenUpAndAskedForAgain() throws Exception {
        source.thenStall("{\"data\":[{\"id\":1},").then("{\"data\":[{\"id\":3}]}");

        assertThat(page(ScriptedClient.of(source, ORDERS)).records()).isEqualTo(1);
        assertThat(lines()).isEqualTo("{\"id\":3}\n");
    }

    @Test
    void aReplyThatIsNoJsonIsAskedForAgain() throws Exception {
        source.then("<html>hello</html>").then(ONE_RECORD);

        assertThat(page(ScriptedClient.of(source, ORDERS)).records()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[{\"id\":1}]                         | is a list, not an object that contains the list 'data'",
                "{\"items\":[],\"total\":0}           | has no list 'data', which 'records' of the listing names; at its top level it has items, total",
                "{\"data\":{\"items\":[{\"id\":1}]}}  | has no list 'data'",
                "{}                                 | at its top level it has nothing"
            })
    void aReplyWhoseStructureWasNeverRightFailsAtOnceAndSaysWhatItHas(String body, String expected) {
        source.then(body).then(ONE_RECORD);

        assertThatThrownBy(() -> page(ScriptedClient.of(source, ORDERS)))
                .isInstanceOf(SourceException.Misshapen.class)
                .hasMessageContaining("shop.north. GET /orders: ")
                .hasMessageContaining(expected);
        assertThat(source.asked()).hasSize(1);
    }

    @Test
    void aReplyThatWasRightBeforeAndIsMisshapenNowIsAskedForAgain() throws Exception {
        source.then(ONE_RECORD).then("{}").then(ONE_RECORD).then("[]").then(ONE_RECORD);
        SourceClient client = ScriptedClient.of(source, ORDERS);
        page(client);
        page(client);
        SourceClient later = ScriptedClient.of(source, ORDERS);
        later.readBefore(LISTING);

        assertThat(page(later).records()).isEqualTo(1);
    }

    @Test
    void anEntityThatHasHadItsMostRequestsInARunIsStopped() throws Exception {
        Entity few = Pages.mostRequests(ORDERS, 2);
        source.then(ONE_RECORD).then(503, Map.of(), "").then(ONE_RECORD);
        SourceClient client = ScriptedClient.of(source, few).forEntity(few);
        page(client);

        assertThatThrownBy(() -> page(client))
                .isInstanceOf(SourceException.TooManyRequests.class)
                .hasMessageContaining("shop.north.orders GET /orders: 2 requests in one run")
                .hasMessageContaining("'most_requests'");
        assertThat(source.asked()).hasSize(2);
        assertThat(page(ScriptedClient.of(source, few).forEntity(few)).records())
                .isEqualTo(1);
    }

    @Test
    void patienceEndsWithTheLastReason() {
        for (int i = 0; i < 4; i++) {
            source.then(503, Map.of(), "down for maintenance");
        }

        assertThatThrownBy(() -> page(ScriptedClient.of(source, ORDERS)))
                .isInstanceOf(SourceException.Unavailable.class)
                .hasMessageContaining("returned 503: down for maintenance");
        assertThat(source.asked()).hasSize(4);
    }

    @Test
    void twoHundredWithSuccessFalseIsARefusal() {
        source.then("{\"success\":false,\"data\":[],\"error\":\"not today\"}");

        assertThatThrownBy(() -> page(ScriptedClient.of(source, ORDERS)))
                .isInstanceOf(SourceException.Refused.class)
                .hasMessageContaining("success=false: not today");
    }

    @Test
    void aSpentDailyBudgetEndsTheAskingAtOnce() {
        source.then(429, Map.of("x-daily-ratelimit-token-remaining", "0"), "");

        assertThatThrownBy(() -> page(ScriptedClient.of(source, ORDERS)))
                .isInstanceOf(SourceException.BudgetSpent.class);
        assertThat(source.asked()).hasSize(1);
    }

    @Test
    void aBudgetThatIsEmptyAfterAReplyHoldsTheNextRequestBack() throws Exception {
        source.then(200, Map.of("ratelimit-remaining", "0", "ratelimit-reset", "1"), ONE_RECORD)
                .then(ONE_RECORD);
        List<Duration> waits = new ArrayList<>();
        SourceClient client = SourceClient.of(
                source.account(ORDERS), ScriptedSource.IMPATIENT, 0, InstantSource.system(), new ExtractionListener() {
                    @Override
                    public void waiting(Account account, String entity, Instant until, String reason) {
                        waits.add(Duration.between(Instant.now(), until));
                    }
                });

        page(client);
        page(client);

        assertThat(waits).hasSize(1);
        assertThat(waits.get(0)).isBetween(Duration.ofMillis(1), Duration.ofSeconds(1));
    }

    @Test
    void theShareOfTheDayThatIsKeptForOtherProgramsIsNotTouched() throws Exception {
        source.then(
                        200,
                        Map.of(
                                "x-daily-ratelimit-token-limit", "1000",
                                "x-daily-ratelimit-token-remaining", "55"),
                        ONE_RECORD)
                .then(ONE_RECORD);
        SourceClient client = SourceClient.of(
                source.account(ORDERS), ScriptedSource.IMPATIENT, 5, InstantSource.system(), ExtractionListener.NONE);

        page(client);

        assertThatThrownBy(() -> page(client))
                .isInstanceOf(SourceException.BudgetSpent.class)
                .hasMessageContaining("55 of the day's 1000 tokens are left")
                .hasMessageContaining("50 are kept");
        assertThat(source.asked()).hasSize(1);
    }

    @Test
    void aWebPageInPlaceOfARefusalIsABlockThatTimeLifts() throws Exception {
        source.then(403, Map.of(), "<!DOCTYPE html><html>Access denied</html>").then(ONE_RECORD);

        assertThat(page(ScriptedClient.of(source, ORDERS)).records()).isEqualTo(1);
    }

    @Test
    void aFullPageThatSaysNothingOfANextOneIsAskedForAgain() throws Exception {
        String full = String.join(",", Collections.nCopies(500, "{\"id\":1}"));
        source.then("{\"data\":[" + full + "]}")
                .then("{\"data\":[" + full + "],\"additional_data\":{\"next_cursor\":null}}");

        page(ScriptedClient.of(source, ORDERS));

        assertThat(source.asked()).hasSize(2);
    }

    @Test
    void anEntityThatHasHadItsTimeEndsWithWhatItHas() {
        source.then(503, Map.of("retry-after", "3600"), "maintenance").then(ONE_RECORD);

        assertThatThrownBy(() -> page(ScriptedClient.of(source, ORDERS)))
                .isInstanceOf(SourceException.Overdue.class)
                .hasMessageContaining("returned 503");
        assertThat(source.asked()).hasSize(1);
    }

    @Test
    void aRateLimitThatLastsLongerThanAnEntityMayTakeParksIt() {
        source.then(429, Map.of("retry-after", "3600"), "Number of allowed API requests per hour exceeded");

        assertThatThrownBy(() -> page(ScriptedClient.of(source, ORDERS)))
                .isInstanceOf(SourceException.BudgetSpent.class);
        assertThat(source.asked()).hasSize(1);
    }

    @Test
    void aSourceThatRefusesConnectionsIsAskedAgain() throws Exception {
        int port = freePort();
        Account gone = ScriptedSource.accountAt("http://127.0.0.1:" + port, ORDERS);
        SourceClient client =
                SourceClient.of(gone, ScriptedSource.IMPATIENT, 0, InstantSource.system(), ExtractionListener.NONE);

        assertThatThrownBy(() -> page(client))
                .isInstanceOf(SourceException.Unavailable.class)
                .hasMessageContaining("Nothing responds");
        assertThat(client.counts().requests()).isEqualTo(4);
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    @Test
    void aConnectionResetInMidReplyIsAskedForAgain() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread resets = new Thread(() -> resetOnceThenAnswer(server));
            resets.setDaemon(true);
            resets.start();
            Account account = ScriptedSource.accountAt("http://127.0.0.1:" + server.getLocalPort(), ORDERS);

            Page page = page(SourceClient.of(
                    account, ScriptedSource.IMPATIENT, 0, InstantSource.system(), ExtractionListener.NONE));

            assertThat(page.records()).isEqualTo(1);
        }
    }

    private static void resetOnceThenAnswer(ServerSocket server) {
        try {
            for (boolean first = true; ; first = false) {
                try (Socket socket = server.accept()) {
                    socket.getInputStream().read(new byte[1 << 14]);
                    String head = "HTTP/1.1 200 OK\r\nContent-Length: " + ONE_RECORD.length() + "\r\n\r\n";
                    String body = first ? ONE_RECORD.substring(0, 20) : ONE_RECORD;
                    socket.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
                    // Closed so, the line is reset in place of ended.
                    socket.setSoLinger(first, 0);
                }
            }
        } catch (IOException ended) {
            // The test is over.
        }
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

    @ParameterizedTest
    @ValueSource(strings = {"retry-after", "x-ratelimit-reset"})
    void aResetThatIsAMomentIsNotAWaitOfDecades(String header) {
        Instant now = Instant.parse("2026-11-23T10:00:00Z");

        assertThat(headers(header, "1795428007").retryAfter(now)).isEqualTo(Duration.ofSeconds(7));
        assertThat(headers(header, "1795428007000").retryAfter(now)).isEqualTo(Duration.ofSeconds(7));
        assertThat(headers(header, "1795427000").retryAfter(now)).isEqualTo(Duration.ZERO);
        assertThat(headers(header, "86400").retryAfter(now)).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void aMomentIsOneOfTheSourcesClockWhereTheReplySaysIt() {
        RateHeaders reply = new RateHeaders(
                java.net.http.HttpHeaders.of(
                        Map.of(
                                "x-ratelimit-reset", List.of("1795428007"),
                                "x-ratelimit-remaining", List.of("0"),
                                "zendesk-ratelimit-exports", List.of("remaining=0; resets=1795428002"),
                                "date", List.of("Mon, 23 Nov 2026 10:00:02 GMT")),
                        (n, v) -> true),
                ScriptedSource.LIMITS);

        assertThat(reply.retryAfter(Instant.EPOCH)).isEqualTo(Duration.ofSeconds(5));
        assertThat(reply.account(Instant.EPOCH)).isEqualTo(new RateHeaders.Left(0, 0, Duration.ofSeconds(5)));
        assertThat(reply.shared("exports", Instant.EPOCH)).isEqualTo(new RateHeaders.Left(0, 0, Duration.ZERO));
    }

    @Test
    void theBudgetOfAnEndpointFamilyIsReadFromItsHeader() {
        RateHeaders empty = headers("zendesk-ratelimit-exports", "total=10; remaining=0; resets=48");

        assertThat(empty.shared("exports", Instant.EPOCH))
                .isEqualTo(new RateHeaders.Left(0, 10, Duration.ofSeconds(48)));
        assertThat(empty.shared("imports", Instant.EPOCH)).isNull();
    }

    private static RateHeaders headers(String name, String value) {
        return new RateHeaders(
                java.net.http.HttpHeaders.of(Map.of(name, List.of(value)), (n, v) -> true), ScriptedSource.LIMITS);
    }
}

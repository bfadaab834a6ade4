package com.skyfit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.simulator.source.Limits;
import com.skyfit.simulator.world.ChangeRequest;
import com.skyfit.simulator.world.Changed;
import com.skyfit.simulator.world.TrueRecord;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the reference sheets of the two APIs say a client will meet. */
class SimulatorTest {

    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

    private final Simulator simulator = Simulator.start(options(Limits.generous()));
    private final HttpClient http = HttpClient.newHttpClient();

    private static SimulatorOptions options(Limits limits) {
        return new SimulatorOptions(0, 7, 0.02, START, limits, List.of("comercial", "expansao"));
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private HttpResponse<String> pipedrive(Simulator target, String path) throws Exception {
        return get(target.pipedriveUrl() + path, "x-api-token", target.pipedriveToken("comercial"));
    }

    private HttpResponse<String> pipedrive(String path) throws Exception {
        return pipedrive(simulator, path);
    }

    private HttpResponse<String> zendesk(Simulator target, String path) throws Exception {
        String pair = target.zendeskEmail() + "/token:" + target.zendeskToken();
        return get(
                target.zendeskUrl() + path,
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }

    private HttpResponse<String> zendesk(String path) throws Exception {
        return zendesk(simulator, path);
    }

    private HttpResponse<String> get(String url, String header, String value) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(url)).header(header, value).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> reply) {
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(reply.body());
    }

    private List<JsonNode> deals(String query) throws Exception {
        List<JsonNode> deals = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = json(pipedrive("/api/v2/deals" + query + cursor));
            page.path("data").forEach(deals::add);
            cursor = page.path("additional_data").path("next_cursor").asString("");
            cursor = cursor.isEmpty() ? "" : "&cursor=" + cursor;
        } while (!cursor.isEmpty());
        return deals;
    }

    private Set<Long> ids(List<JsonNode> records) {
        Set<Long> ids = new HashSet<>();
        records.forEach(record -> ids.add(record.path("id").asLong()));
        return ids;
    }

    private Set<Long> truth(String scope, String entity, Predicate<TrueRecord> filter) {
        return simulator.truth().stream()
                .filter(record ->
                        record.scope().equals(scope) && record.entity().equals(entity))
                .filter(filter)
                .map(TrueRecord::id)
                .collect(Collectors.toSet());
    }

    @Test
    void theSameSeedGivesTheSameWorld() throws Exception {
        try (Simulator other = Simulator.start(options(Limits.generous()))) {
            assertThat(pipedrive(other, "/api/v2/persons").body())
                    .isEqualTo(pipedrive("/api/v2/persons").body());
            assertThat(other.truth()).isEqualTo(simulator.truth());
        }
    }

    @Test
    void aWrongTokenIsRefusedAsPipedriveDoes() throws Exception {
        HttpResponse<String> reply = get(simulator.pipedriveUrl() + "/api/v2/deals", "x-api-token", "wrong");

        assertThat(reply.statusCode()).isEqualTo(401);
        assertThat(reply.headers().firstValue("x-401-by-gw")).contains("true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v2/deals?updated_since=2026-11-23T10:00:00.123Z",
                "/api/v2/deals?updated_since=2026-11-23%2010:00:00",
                "/api/v2/deals?limit=501",
                "/api/v2/deals?sort_by=title",
                "/api/v2/deals?start=0",
                "/api/v2/deals?include_fields=unknown",
                "/api/v2/deals?status=paused",
                "/api/v2/deals?cursor=bm9uc2Vuc2U",
                "/api/v2/pipelines?updated_since=2026-11-23T10:00:00Z",
                "/api/v2/activities?type=call",
                "/v1/deals/1/flow",
                "/v1/deals/1/flow?items=dealChange&limit=501",
                "/v1/deals/1/flow?items=dealChange&start=-1",
                "/v1/deals/1/flow?items=dealChange&cursor=abc"
            })
    void aParameterThatPipedriveDoesNotTakeIsRefused(String path) throws Exception {
        HttpResponse<String> reply = pipedrive(path);

        assertThat(reply.statusCode()).isEqualTo(400);
        assertThat(reply.body()).contains("ERR_SCHEMA_VALIDATION_FAILED");
    }

    @Test
    void aFlowTellsTheNewestChangesFirstPageByPage() throws Exception {
        long deal = ids(deals("?limit=1")).iterator().next();
        simulator.change(new ChangeRequest(0, 10_000, 0, 0, 0, Set.of("deals")));
        simulator.change(new ChangeRequest(0, 10_000, 0, 0, 0, Set.of("deals")));
        String flow = "/v1/deals/" + deal + "/flow?items=dealChange&all_changes=1";
        List<JsonNode> all = new ArrayList<>();
        json(pipedrive("/api" + flow)).path("data").forEach(all::add);

        List<JsonNode> paged = new ArrayList<>();
        JsonNode page;
        String start = "0";
        do {
            page = json(pipedrive(flow + "&limit=2&start=" + start));
            page.path("data").forEach(paged::add);
            start = page.path("additional_data")
                    .path("pagination")
                    .path("next_start")
                    .asString("");
        } while (page.path("additional_data")
                .path("pagination")
                .path("more_items_in_collection")
                .asBoolean());

        assertThat(paged).isEqualTo(all).hasSizeGreaterThan(2);
        assertThat(start).isEmpty();
        assertThat(all.get(all.size() - 1).path("data").path("field_key").asString())
                .isEqualTo("add_time");
        assertThat(all)
                .extracting(change -> change.path("timestamp").asString())
                .isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(all.get(0).path("data").path("old_value"))
                .isNotEqualTo(all.get(0).path("data").path("new_value"));
        assertThat(json(pipedrive(flow + "&start=1000")).path("data").isNull()).isTrue();
    }

    @Test
    void whatADealIsNowIsWhatItsLastChangesSay() throws Exception {
        simulator.change(new ChangeRequest(0, 10_000, 0, 0, 0, Set.of("deals")));

        for (JsonNode deal : deals("?limit=10").subList(0, 10)) {
            JsonNode last = json(pipedrive("/v1/deals/" + deal.path("id").asLong() + "/flow?items=dealChange"))
                    .path("data")
                    .get(0)
                    .path("data");
            String field = last.path("field_key").asString().replace("user_id", "owner_id");
            assertThat(last.path("new_value")).isEqualTo(deal.path(field));
        }
    }

    @Test
    void aFlowCostsFortyTokensAndADeletedOrUnknownDealHasNone() throws Exception {
        long before = dayLeft("/api/v2/pipelines");
        long deleted =
                truth("comercial", "deals", TrueRecord::deleted).iterator().next();

        for (long deal : new long[] {deleted, 999_999_999L}) {
            assertThat(pipedrive("/v1/deals/" + deal + "/flow?items=dealChange").statusCode())
                    .isEqualTo(404);
        }

        assertThat(dayLeft("/api/v2/pipelines")).isEqualTo(before - 2 * 40 - 5);
    }

    private long dayLeft(String path) throws Exception {
        return Long.parseLong(pipedrive(path)
                .headers()
                .firstValue("x-daily-ratelimit-token-remaining")
                .orElseThrow());
    }

    @Test
    void aCursorBelongsToTheFiltersItWasGivenFor() throws Exception {
        String cursor = json(pipedrive("/api/v2/deals?limit=5&sort_by=update_time"))
                .path("additional_data")
                .path("next_cursor")
                .asString("");

        assertThat(pipedrive("/api/v2/deals?limit=5&sort_by=id&cursor=" + cursor)
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void theFourListsOfDealsTogetherHoldEveryDealOnce() throws Exception {
        Set<Long> live = ids(deals("?limit=50&sort_by=update_time"));
        Set<Long> deleted = ids(deals("?limit=50&status=deleted"));
        Set<Long> archived = ids(deals("/archived?limit=50"));

        assertThat(live).doesNotContainAnyElementsOf(archived).doesNotContainAnyElementsOf(deleted);
        assertThat(deleted).isEqualTo(truth("comercial", "deals", TrueRecord::deleted));
        assertThat(live.size() + archived.size())
                .isEqualTo(
                        truth("comercial", "deals", record -> !record.deleted()).size());
        assertThat(archived).isNotEmpty();
    }

    @Test
    void deletedDealsAreForgottenAfterThirtyDays() throws Exception {
        simulator.advance(Duration.ofDays(31));

        assertThat(deals("?limit=500&status=deleted")).isEmpty();
    }

    @Test
    void updatedSinceIncludesItsSecondAndUpdatedUntilDoesNot() throws Exception {
        JsonNode some = deals("?limit=500&sort_by=update_time").get(3);
        String time = some.path("update_time").asString();

        assertThat(ids(deals("?limit=500&updated_since=" + time)))
                .contains(some.path("id").asLong());
        assertThat(ids(deals("?limit=500&updated_until=" + time)))
                .doesNotContain(some.path("id").asLong());
    }

    @Test
    void counterFieldsComeOnlyWhenAskedFor() throws Exception {
        assertThat(json(pipedrive("/api/v2/deals?limit=1")).path("data").get(0).has("files_count"))
                .isFalse();
        assertThat(json(pipedrive("/api/v2/deals?limit=1&include_fields=files_count"))
                        .path("data")
                        .get(0)
                        .has("files_count"))
                .isTrue();
    }

    @Test
    void deletedPersonsAreInNoList() throws Exception {
        List<JsonNode> persons = new ArrayList<>();
        json(pipedrive("/api/v2/persons?limit=500")).path("data").forEach(persons::add);

        assertThat(ids(persons)).doesNotContainAnyElementsOf(truth("comercial", "persons", TrueRecord::deleted));
    }

    @Test
    void theBurstOfATokenHasItsEndAndSaysSo() throws Exception {
        try (Simulator narrow = Simulator.start(options(new Limits(2, 1_000, 10, 10, 10)))) {
            pipedrive(narrow, "/api/v2/stages");
            HttpResponse<String> second = pipedrive(narrow, "/api/v2/stages");
            assertThat(second.headers().firstValue("x-ratelimit-remaining")).contains("0");
            assertThat(pipedrive(narrow, "/api/v2/stages").statusCode()).isEqualTo(429);
        }
    }

    @Test
    void theDailyBudgetCountsWhatEachRequestCosts() throws Exception {
        try (Simulator narrow = Simulator.start(options(new Limits(1_000, 25, 10, 10, 10)))) {
            pipedrive(narrow, "/api/v2/deals");
            assertThat(pipedrive(narrow, "/api/v2/deals").headers().firstValue("x-daily-ratelimit-token-remaining"))
                    .contains("5");
            assertThat(pipedrive(narrow, "/api/v2/deals").statusCode()).isEqualTo(429);
        }
    }

    @Test
    void anExportThatHasNothingNewAnswersANullCursor() throws Exception {
        JsonNode all = json(zendesk("/api/v2/incremental/tickets/cursor?start_time=0"));
        JsonNode again = json(zendesk("/api/v2/incremental/tickets/cursor?cursor="
                + all.path("after_cursor").asString().replace("=", "%3D")));

        assertThat(all.path("end_of_stream").asBoolean()).isTrue();
        assertThat(all.path("after_url").isNull()).isFalse();
        assertThat(again.path("tickets")).isEmpty();
        assertThat(again.path("after_cursor").isNull()).isTrue();
        assertThat(again.path("end_of_stream").asBoolean()).isTrue();
    }

    @Test
    void exportsHoldDeletedRecordsAndListsDoNot() throws Exception {
        List<JsonNode> exported = new ArrayList<>();
        json(zendesk("/api/v2/incremental/tickets/cursor?start_time=0"))
                .path("tickets")
                .forEach(exported::add);

        assertThat(ids(exported)).isEqualTo(truth("support", "tickets", record -> true));
        assertThat(exported).anyMatch(ticket -> ticket.path("status").asString().equals("deleted"));
        assertThat(zendesk("/api/v2/tickets?page%5Bsize%5D=100").body()).doesNotContain("\"status\":\"deleted\"");
    }

    @Test
    void whatChangedInTheLastMinuteIsWithheld() throws Exception {
        simulator.change(new ChangeRequest(0, 2, 0, 0, 0, Set.of("tickets")));
        JsonNode later = json(zendesk("/api/v2/incremental/tickets/cursor?start_time=" + START.getEpochSecond()));

        assertThat(later.path("tickets")).hasSize(2);
        assertThat(zendesk("/api/v2/incremental/tickets/cursor?start_time="
                                + simulator.now().minusSeconds(30).getEpochSecond())
                        .body())
                .contains("StartTimeTooRecent");
    }

    @Test
    void theTimeExportNamesAnEndAlsoOnItsLastPage() throws Exception {
        JsonNode page = json(zendesk("/api/v2/incremental/organizations?start_time=0"));

        assertThat(page.path("end_of_stream").asBoolean()).isTrue();
        assertThat(page.path("next_page").isNull()).isFalse();
    }

    @Test
    void cursorPagesEndByHasMoreAndNotByTheirLinks() throws Exception {
        JsonNode page = json(zendesk("/api/v2/groups?page%5Bsize%5D=100"));

        assertThat(page.path("meta").path("has_more").asBoolean()).isFalse();
        assertThat(page.path("links").path("next").isNull()).isFalse();
    }

    @Test
    void zendeskAnswersAnonymouslyToAWrongTokenOnUsersMe() throws Exception {
        HttpResponse<String> me = get(simulator.zendeskUrl() + "/api/v2/users/me.json", "Authorization", "Basic eDp5");

        assertThat(json(me).path("user").path("id").isNull()).isTrue();
        assertThat(get(simulator.zendeskUrl() + "/api/v2/tickets", "Authorization", "Basic eDp5")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void exportsHaveABudgetOfTheirOwn() throws Exception {
        try (Simulator narrow = Simulator.start(options(new Limits(10, 1_000, 100, 10, 1)))) {
            zendesk(narrow, "/api/v2/incremental/users/cursor?start_time=0");
            HttpResponse<String> second = zendesk(narrow, "/api/v2/incremental/tickets/cursor?start_time=0");

            assertThat(second.statusCode()).isEqualTo(429);
            assertThat(second.headers().firstValue("Retry-After")).isPresent();
            assertThat(zendesk(narrow, "/api/v2/groups").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void changesHappenToRecordsOfTheirOwn() {
        List<Changed> changed = simulator.change(new ChangeRequest(2, 3, 1, 1, 1, Set.of("deals")));

        assertThat(changed).hasSize(16);
        assertThat(changed.stream().map(change -> change.scope() + change.id()).distinct())
                .hasSize(16);
    }

    @Test
    void aRecordThatNothingHappenedToLooksAsBefore() throws Exception {
        String before = pipedrive("/api/v2/persons/1").body();
        simulator.change(new ChangeRequest(20, 0, 0, 0, 0, Set.of()));

        assertThat(pipedrive("/api/v2/persons/1").body()).isEqualTo(before);
    }

    @Test
    void whoWatchesSeesARequestBeforeItIsAnsweredAndAgainAfterwards() throws Exception {
        CountDownLatch seen = new CountDownLatch(2);
        simulator.watch(() -> {
            simulator.change(new ChangeRequest(1, 0, 0, 0, 0, Set.of("persons")));
            seen.countDown();
        });
        long newest = truth("comercial", "persons", record -> true).size() + 1L;

        assertThat(pipedrive("/api/v2/persons/" + newest).statusCode()).isEqualTo(200);
        seen.await();
    }
}

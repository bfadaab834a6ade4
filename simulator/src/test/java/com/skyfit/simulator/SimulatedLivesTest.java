package com.skyfit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.simulator.source.Limits;
import com.skyfit.simulator.world.ChangeRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The simulated records live as real ones do, so that reports over them have something to show. */
class SimulatedLivesTest {

    private static final long SEED = 11;

    private final Simulator simulator = Simulator.start(new SimulatorOptions(
            0, SEED, 0.02, Instant.parse("2026-11-23T10:00:00Z"), Limits.generous(), List.of("comercial", "expansao")));
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        simulator.close();
    }

    private JsonNode get(String address, String header, String value) throws IOException, InterruptedException {
        HttpResponse<String> reply = http.send(
                HttpRequest.newBuilder(URI.create(address))
                        .header(header, value)
                        .build(),
                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        assertThat(reply.statusCode()).as(address).isEqualTo(200);
        return JsonMapper.shared().readTree(reply.body());
    }

    private JsonNode pipedrive(String path) throws IOException, InterruptedException {
        return get(simulator.pipedriveUrl() + path, "x-api-token", simulator.pipedriveToken("comercial"));
    }

    private JsonNode zendesk(String path) throws IOException, InterruptedException {
        String user = simulator.zendeskEmail() + "/token:" + simulator.zendeskToken();
        return get(
                simulator.zendeskUrl() + "/api/v2" + path,
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
    }

    private List<JsonNode> deals() throws IOException, InterruptedException {
        List<JsonNode> deals = new ArrayList<>();
        pipedrive("/api/v2/deals?limit=500").path("data").forEach(deals::add);
        return deals;
    }

    private List<JsonNode> changes(JsonNode deal) throws IOException, InterruptedException {
        List<JsonNode> changes = new ArrayList<>();
        pipedrive("/v1/deals/" + deal.path("id").asLong() + "/flow?items=dealChange&limit=500")
                .path("data")
                .forEach(change -> changes.add(change.path("data")));
        Collections.reverse(changes);
        return changes;
    }

    @Test
    void theChangesOfADealLeadFromOneValueToTheNextAndToWhatItIsNow() throws Exception {
        simulator.change(new ChangeRequest(3, 200, 0, 5, 0, Set.of("deals")));

        for (JsonNode deal : deals().subList(0, 60)) {
            Map<String, JsonNode> values = new HashMap<>();
            for (JsonNode change : changes(deal)) {
                String field = change.path("field_key").asString();
                if (values.containsKey(field)) {
                    assertThat(change.path("old_value"))
                            .as("%s of %s", field, deal)
                            .isEqualTo(values.get(field));
                }
                assertThat(change.path("new_value")).isNotEqualTo(change.path("old_value"));
                values.put(field, change.path("new_value"));
            }
            for (String field : List.of("stage_id", "status", "value")) {
                if (values.containsKey(field)) {
                    assertThat(values.get(field)).as(field).isEqualTo(deal.path(field));
                }
            }
        }
    }

    @Test
    void dealsMoveThroughStagesBackAndForthAndToOtherOwners() throws Exception {
        Set<Long> moves = new HashSet<>();
        int passedOn = 0;
        for (JsonNode deal : deals().subList(0, 60)) {
            for (JsonNode change : changes(deal)) {
                if (change.path("field_key").asString().equals("stage_id")) {
                    moves.add(change.path("new_value").asLong()
                            - change.path("old_value").asLong());
                }
                passedOn += change.path("field_key").asString().equals("user_id") ? 1 : 0;
            }
        }

        assertThat(moves).containsExactlyInAnyOrder(-1L, 1L, 2L);
        assertThat(passedOn).isPositive();
    }

    @Test
    void wonLostAndOpenDealsAreAllThereAndCloseWhenTheirStatusChanged() throws Exception {
        Map<String, Integer> counts = new TreeMap<>();
        for (JsonNode deal : deals()) {
            String status = deal.path("status").asString();
            counts.merge(status, 1, Integer::sum);
            assertThat(deal.path("close_time").isNull()).as(status).isEqualTo(status.equals("open"));
            assertThat(deal.path("lost_reason").isNull()).as(status).isNotEqualTo(status.equals("lost"));
        }
        assertThat(counts).containsOnlyKeys("open", "won", "lost");
    }

    @Test
    void someWhoWriteToSupportAreCustomersOfTheFirstCompany() throws Exception {
        Set<String> customers = new HashSet<>();
        pipedrive("/api/v2/persons?limit=500")
                .path("data")
                .forEach(person -> person.path("emails")
                        .forEach(mail -> customers.add(mail.path("value").asString())));
        int both = 0;
        int strangers = 0;
        for (JsonNode user : zendesk("/incremental/users/cursor?start_time=0").path("users")) {
            if (customers.contains(user.path("email").asString(""))) {
                both++;
            } else {
                strangers++;
            }
        }

        assertThat(both).isPositive();
        assertThat(strangers).isPositive();
    }

    @Test
    void aClosedTicketStaysClosed() throws Exception {
        Set<Long> closed = new HashSet<>();
        Set<String> statuses = new HashSet<>();
        for (int round = 0; round < 4; round++) {
            simulator.change(new ChangeRequest(2, 10_000, 0, 0, 0, Set.of("tickets")));
            for (JsonNode ticket :
                    zendesk("/incremental/tickets/cursor?start_time=0").path("tickets")) {
                String status = ticket.path("status").asString();
                statuses.add(status);
                if (closed.contains(ticket.path("id").asLong())) {
                    assertThat(status).isEqualTo("closed");
                } else if (status.equals("closed")) {
                    closed.add(ticket.path("id").asLong());
                }
            }
        }

        assertThat(statuses).contains("new", "open", "pending", "hold", "solved", "closed");
    }
}

package com.skyfit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.simulator.source.Limits;
import com.skyfit.simulator.world.ChangeRequest;
import com.skyfit.simulator.world.TrueRecord;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The same options serve the same bytes, whatever happens to the simulator's code. A record that is meant to look different changes the sum
 * below, in the same commit.
 */
class ServedRecordsTest {

    private static final String SUM = "2b0b3aeb41aebd13c74b94c48e4480a752b60e2baecc95b18b036c15d2c69383";

    private static final String COUNTERS = "next_activity_id,last_activity_id,email_messages_count,activities_count,"
            + "done_activities_count,undone_activities_count,files_count,notes_count,followers_count,smart_bcc_email";
    private static final String DEAL_COUNTERS =
            "open_deals_count,related_open_deals_count,closed_deals_count,related_closed_deals_count,won_deals_count,"
                    + "related_won_deals_count,lost_deals_count,related_lost_deals_count";
    private static final String MAILS = "last_incoming_mail_time,last_outgoing_mail_time";
    private static final String DEAL_FIELDS =
            COUNTERS + "," + MAILS + ",first_won_time,products_count,participants_count,source_lead_id";
    private static final String DEFINITIONS = "ui_visibility,important_fields,required_fields";

    private final Simulator simulator = Simulator.start(new SimulatorOptions(
            0, 7, 0.01, Instant.parse("2026-11-23T10:00:00Z"), Limits.generous(), List.of("comercial", "expansao")));
    private final HttpClient http = HttpClient.newHttpClient();
    private final MessageDigest digest = MessageDigest.getInstance("SHA-256");
    private int replies;

    ServedRecordsTest() throws Exception {}

    @Test
    void theSameOptionsServeTheSameBytes() throws Exception {
        try (simulator) {
            serveAll();
            simulator.change(new ChangeRequest(3, 5, 2, 2, 1, Set.of()));
            simulator.change(new ChangeRequest(1, 2, 1, 0, 1, Set.of("stages", "groups", "deals", "brands")));
            serveAll();
        }
        assertThat(replies).isGreaterThan(150);
        assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(SUM);
    }

    private void serveAll() throws Exception {
        for (String scope : List.of("comercial", "expansao")) {
            for (String list : List.of("deals", "deals/archived")) {
                pipedrive(scope, "/api/v2/" + list + "?limit=500&include_fields=" + DEAL_FIELDS);
            }
            pipedrive(scope, "/api/v2/deals?limit=7&status=deleted");
            pipedrive(scope, "/api/v2/deals?limit=50&sort_by=update_time&sort_direction=desc");
            pipedrive(scope, "/api/v2/deals?limit=50&sort_by=update_time&updated_since=2025-01-01T00:00:00Z");
            pipedrive(
                    scope,
                    "/api/v2/persons?limit=500&include_fields=" + COUNTERS + "," + DEAL_COUNTERS + "," + MAILS
                            + ",participant_open_deals_count,participant_closed_deals_count,marketing_status,doi_status");
            pipedrive(
                    scope,
                    "/api/v2/organizations?limit=500&include_fields=" + COUNTERS + "," + DEAL_COUNTERS
                            + ",people_count");
            pipedrive(scope, "/api/v2/activities?limit=500&include_fields=attendees");
            for (String fields : List.of("dealFields", "personFields", "organizationFields")) {
                pipedrive(scope, "/api/v2/" + fields + "?include_fields=" + DEFINITIONS);
            }
            pipedrive(scope, "/api/v2/activityFields?include_fields=ui_visibility");
            for (String path : List.of(
                    "/api/v2/pipelines",
                    "/api/v2/stages",
                    "/api/v2/stages?pipeline_id=2",
                    "/v1/users",
                    "/v1/activityTypes",
                    "/v1/users/me",
                    "/api/v2/persons/1",
                    "/api/v2/persons/999999",
                    "/api/v2/nothing",
                    "/api/v2/deals?limit=501",
                    "/api/v2/deals?cursor=nonsense",
                    "/api/v2/activities?type=call")) {
                pipedrive(scope, path);
            }
            for (long deal = 1; deal <= 8; deal++) {
                pipedrive(scope, "/v1/deals/" + deal + "/flow?items=dealChange&all_changes=1&limit=3");
            }
        }
        for (String path : List.of(
                "/incremental/tickets/cursor?start_time=0&include=metric_sets",
                "/incremental/users/cursor?start_time=0&per_page=7",
                "/incremental/tickets?start_time=0&exclude_deleted=true",
                "/incremental/organizations?start_time=0",
                "/incremental/ticket_metric_events?start_time=0",
                "/incremental/tickets/cursor",
                "/incremental/tickets/cursor?start_time=x",
                "/incremental/tickets/cursor?start_time=4102444800",
                "/incremental/tickets/cursor?cursor=x",
                "/ticket_forms",
                "/ticket_fields",
                "/tickets/count",
                "/users?per_page=5&page=2",
                "/users?page=101",
                "/users/me",
                "/nothing")) {
            zendesk("/api/v2" + path);
        }
        for (String list : List.of(
                "tickets",
                "users",
                "organizations",
                "groups",
                "ticket_fields",
                "user_fields",
                "organization_fields",
                "brands",
                "group_memberships",
                "satisfaction_ratings")) {
            zendesk("/api/v2/" + list + ".json?page%5Bsize%5D=90");
        }
        List<String> truth =
                simulator.truth().stream().map(TrueRecord::toString).sorted().collect(Collectors.toList());
        update(String.join("\n", truth));
        update(simulator.settings().toString());
    }

    /** A list to its last page. */
    private void pipedrive(String scope, String path) throws Exception {
        String cursor = "";
        do {
            HttpResponse<String> reply =
                    get(simulator.pipedriveUrl() + path + cursor, "x-api-token", simulator.pipedriveToken(scope));
            update(reply.headers()
                    .firstValue("x-daily-ratelimit-token-remaining")
                    .orElseThrow());
            JsonNode next = json(reply).path("additional_data").path("next_cursor");
            cursor = next.isString() ? "&cursor=" + next.asString() : "";
        } while (!cursor.isEmpty());
    }

    private void zendesk(String path) throws Exception {
        String pair = simulator.zendeskEmail() + "/token:" + simulator.zendeskToken();
        String basic = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        String next = path;
        do {
            JsonNode body = json(get(simulator.zendeskUrl() + next, "Authorization", basic));
            boolean more = body.path("meta").path("has_more").asBoolean();
            next = more
                    ? path + "&page%5Bafter%5D="
                            + body.path("meta").path("after_cursor").asString().replace("=", "%3D")
                    : "";
        } while (!next.isEmpty());
    }

    private static JsonNode json(HttpResponse<String> reply) {
        return JsonMapper.shared().readTree(reply.body());
    }

    private HttpResponse<String> get(String url, String header, String value) throws IOException, InterruptedException {
        HttpResponse<String> reply = http.send(
                HttpRequest.newBuilder(URI.create(url)).header(header, value).build(),
                HttpResponse.BodyHandlers.ofString());
        replies++;
        update(reply.statusCode() + " " + reply.body());
        return reply;
    }

    private void update(String text) {
        digest.update((text.replace(":" + simulator.port(), "") + "\n").getBytes(StandardCharsets.UTF_8));
    }
}

package com.skyfit.simulator.zendesk;

import com.skyfit.simulator.source.PageForm;
import com.skyfit.simulator.source.Query;
import com.skyfit.simulator.source.Refusal;
import com.skyfit.simulator.source.Reply;
import com.skyfit.simulator.source.Request;
import com.skyfit.simulator.source.SimulatedSource;
import com.skyfit.simulator.source.Surroundings;
import com.skyfit.simulator.source.TokenGrants;
import com.skyfit.simulator.world.Chance;
import com.skyfit.simulator.world.Change;
import com.skyfit.simulator.world.ChangeRequest;
import com.skyfit.simulator.world.Changed;
import com.skyfit.simulator.world.Founding;
import com.skyfit.simulator.world.Shelf;
import com.skyfit.simulator.world.Shelves;
import com.skyfit.simulator.world.TrueRecord;
import com.skyfit.simulator.world.World;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The account of Zendesk. */
public final class ZendeskSource implements SimulatedSource {

    public static final String NAME = "zendesk";

    /** The user whose token opens the account. */
    public static final String EMAIL = "dados@skyfit.example";

    /** The account's name. */
    static final String SCOPE = "support";

    private static final Duration TOKEN_LIFE = Duration.ofMinutes(30);

    private final long seed;
    private final TokenGrants grants;
    private final String baseUrl;
    private final String credentials;
    private final Shelves shelves;
    private final ZendeskRecords records;
    private final ZendeskQuota quota;
    private final ZendeskExports exports;
    private final ZendeskLists lists;

    /** Founds the account. */
    public ZendeskSource(Surroundings surroundings) {
        World world = surroundings.world();
        this.seed = world.seed();
        this.grants = surroundings.grants();
        this.baseUrl = surroundings.url(NAME);
        this.credentials = Request.basic(EMAIL + "/token", token(seed));
        this.shelves = new Shelves(world, NAME);
        found(world);
        this.records = new ZendeskRecords(world, shelves, baseUrl);
        this.quota = new ZendeskQuota(surroundings);
        this.exports = new ZendeskExports(world, shelves, records, baseUrl);
        this.lists = new ZendeskLists(shelves, records, exports, baseUrl);
        grants.open(SCOPE);
    }

    private void found(World world) {
        double scale = world.scale();
        quiet("groups", 8);
        quiet("ticket_fields", ZendeskRecords.FIELDS);
        for (String fields : List.of("user_fields", "organization_fields")) {
            quiet(fields, ZendeskPeopleFields.count(fields));
        }
        Shelf forms = quiet("ticket_forms", 4);
        forms.change(forms.all().iterator().next(), Change.DELETE, world.now().getEpochSecond() - 3_600);
        daily("organizations", World.count(300, scale, 10));
        Shelf users = daily("users", World.count(1_400, scale, 20));
        daily("tickets", World.count(12_000, scale, 20));
        shelves.found(SCOPE, Founding.quiet("brands", 2, ZendeskRecords.IDS + 699));
        quiet("group_memberships", ZendeskRecords.memberships(users));
        quiet("satisfaction_ratings", World.count(3_000, scale, 20));
        quiet("ticket_metric_events", World.count(60_000, scale, 40));
    }

    private Shelf quiet(String entity, int count) {
        return shelves.found(SCOPE, Founding.quiet(entity, count, ZendeskRecords.IDS));
    }

    private Shelf daily(String entity, int count) {
        return shelves.found(SCOPE, Founding.daily(entity, count, ZendeskRecords.IDS));
    }

    /** The API token that opens the account. */
    public static String token(long seed) {
        return Chance.named(seed, "token of zendesk").hex(40);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("ZENDESK_BASE_URL", baseUrl);
        settings.put("ZENDESK_EMAIL", EMAIL);
        settings.put("ZENDESK_API_TOKEN", token(seed));
        return settings;
    }

    @Override
    public Optional<Reply> grant(Request request) {
        return request.path().startsWith("/oauth/tokens")
                ? Optional.of(TokenGrants.posted(request, this::granted))
                : Optional.empty();
    }

    /** Everything as JSON. */
    private Reply granted(Request request) {
        JsonNode asked;
        try {
            asked = JsonMapper.shared().readTree(request.body());
        } catch (JacksonException e) {
            return TokenGrants.error(400, "invalid_request");
        }
        String account = asked.path("client_id").asString("");
        if (!grants.knows(account)
                || !grants.clientSecret(account)
                        .equals(asked.path("client_secret").asString(""))) {
            return TokenGrants.error(401, "invalid_client");
        }
        String type = asked.path("grant_type").asString("");
        return type.equals("client_credentials")
                ? grants.granted(account, asked.path("scope").asString("read"), TOKEN_LIFE)
                : grants.refreshed(account, type, asked.path("refresh_token").asString(""), TOKEN_LIFE);
    }

    @Override
    public Reply answer(Request request) {
        if (grants.mayNotRead(request)) {
            return ZendeskErrors.missingScope();
        }
        boolean known = SCOPE.equals(grants.opened(request)) || credentials.equals(request.header("Authorization"));
        String path = plain(request.path());
        if (path.equals("/api/v2/users/me")) {
            return Reply.json(200, me(known));
        }
        if (!known) {
            return ZendeskErrors.unauthenticated();
        }
        String family = ZendeskQuota.family(path);
        Reply refused = quota.refusal(family);
        return (refused == null ? answer(path, request.query()) : refused).with(quota.headers(family));
    }

    private static String plain(String path) {
        return path.endsWith(".json") ? path.substring(0, path.length() - ".json".length()) : path;
    }

    /** Zendesk answers to strangers too, with a user who is nobody. */
    private ObjectNode me(boolean known) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (known) {
            Shelf users = shelves.get(SCOPE, "users");
            body.set("user", records.render("users", users.all().iterator().next()));
        } else {
            body.putObject("user").putNull("id").put("name", "Anonymous user").put("email", "invalid@example.com");
        }
        return body;
    }

    private Reply answer(String path, Query query) {
        try {
            return Reply.json(200, body(path, query));
        } catch (Refusal refusal) {
            return refusal.reply();
        }
    }

    private ObjectNode body(String path, Query query) {
        return switch (path) {
            case "/api/v2/incremental/tickets/cursor" -> exports.byCursor("tickets", query);
            case "/api/v2/incremental/users/cursor" -> exports.byCursor("users", query);
            case "/api/v2/incremental/tickets" -> exports.byTime("tickets", query);
            case "/api/v2/incremental/users" -> exports.byTime("users", query);
            case "/api/v2/incremental/organizations" -> exports.byTime("organizations", query);
            case "/api/v2/incremental/ticket_metric_events" -> exports.byTime("ticket_metric_events", query);
            case "/api/v2/tickets/count" -> lists.ticketCount();
            default -> lists.page(path, query);
        };
    }

    @Override
    public long refusals() {
        return quota.refusals();
    }

    @Override
    public List<Changed> change(ChangeRequest request, Chance chance) {
        return shelves.change(request, chance, (shelf, item, change) -> {});
    }

    @Override
    public Stream<TrueRecord> truth() {
        return shelves.truth((shelf, item) -> String.valueOf(item.id()));
    }

    @Override
    public Optional<PageForm> page(JsonNode body) {
        return ZendeskPage.of(body);
    }

    @Override
    public List<String> cursorParameters() {
        return List.of("cursor", "page[after]");
    }
}

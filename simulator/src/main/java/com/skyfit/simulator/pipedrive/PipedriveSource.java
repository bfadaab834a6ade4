package com.skyfit.simulator.pipedrive;

import com.skyfit.simulator.source.Limits;
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
import com.skyfit.simulator.world.Item;
import com.skyfit.simulator.world.Shelf;
import com.skyfit.simulator.world.Shelves;
import com.skyfit.simulator.world.TrueRecord;
import com.skyfit.simulator.world.World;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** All companies of Pipedrive. The token of a request identifies the company. */
public final class PipedriveSource implements SimulatedSource {

    public static final String NAME = "pipedrive";

    private static final Duration TOKEN_LIFE = Duration.ofHours(1);

    private final World world;
    private final Limits limits;
    private final TokenGrants grants;
    private final String baseUrl;
    private final Shelves shelves;
    private final Map<String, Company> companies = new LinkedHashMap<>();
    private final Map<String, String> scopeByToken = new LinkedHashMap<>();

    /** Founds the companies; the first one has most of the records. */
    public PipedriveSource(Surroundings surroundings, List<String> scopes) {
        this.world = surroundings.world();
        this.limits = surroundings.limits();
        this.grants = surroundings.grants();
        this.baseUrl = surroundings.url(NAME);
        this.shelves = new Shelves(world, NAME);
        for (int i = 0; i < scopes.size(); i++) {
            double share = scopes.size() == 1 ? 1 : i == 0 ? 0.7 : 0.3 / (scopes.size() - 1);
            // The first company knows the people who write to support; the others know other people.
            found(scopes.get(i), share, 1 + i * 1_000_000L, surroundings);
        }
    }

    private void found(String scope, double share, long firstPerson, Surroundings surroundings) {
        CompanyQuota quota = new CompanyQuota(
                surroundings.budget(limits.of(Limits.PIPEDRIVE_BURST, CompanyQuota.BURST), CompanyQuota.BURST_WINDOW),
                surroundings.budget(limits.of(Limits.PIPEDRIVE_DAILY, CompanyQuota.DAILY), Duration.ofDays(1)));
        companies.put(scope, Company.found(scope, share, firstPerson, world, shelves, quota));
        scopeByToken.put(token(world.seed(), scope), scope);
        grants.open(scope);
    }

    /** The API token that opens a company. */
    public static String token(long seed, String scope) {
        return Chance.named(seed, "token of " + scope).hex(40);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("PIPEDRIVE_SCOPES", String.join(",", companies.keySet()));
        settings.put("PIPEDRIVE_BASE_URL", baseUrl);
        for (String scope : companies.keySet()) {
            settings.put("PIPEDRIVE_TOKEN_" + scope.toUpperCase(Locale.ROOT), token(world.seed(), scope));
        }
        return settings;
    }

    @Override
    public Optional<Reply> grant(Request request) {
        return request.path().startsWith("/oauth/token")
                ? Optional.of(TokenGrants.posted(request, this::refreshed))
                : Optional.empty();
    }

    /** The client as HTTP Basic, the rest as a form. */
    private Reply refreshed(Request request) {
        Query form = Query.parse(request.body());
        String token = form.get("refresh_token", "");
        String account = grants.accountOf(token);
        if (account == null) {
            return TokenGrants.error(400, "invalid_grant");
        }
        return Request.basic(account, grants.clientSecret(account)).equals(request.header("Authorization"))
                ? grants.refreshed(account, form.get("grant_type", ""), token, TOKEN_LIFE)
                : TokenGrants.error(401, "invalid_client");
    }

    @Override
    public Reply answer(Request request) {
        Company company = company(request);
        if (company == null) {
            return PipedriveErrors.unauthorized();
        }
        Route.Match match = Route.of(request.path());
        Reply refused = company.quota().refusal(match.cost());
        return (refused == null ? answer(match, company, request.query()) : refused)
                .with(company.quota().headers());
    }

    /** An access token stands in place of an API token. */
    private @Nullable Company company(Request request) {
        Company opened = companies.get(String.valueOf(grants.opened(request)));
        return opened == null
                ? companies.get(scopeByToken.getOrDefault(String.valueOf(request.header("x-api-token")), ""))
                : opened;
    }

    private Reply answer(Route.Match match, Company company, Query query) {
        try {
            return Reply.json(200, match.answer(company, query, world.now()));
        } catch (Refusal refusal) {
            return refusal.reply();
        }
    }

    @Override
    public long refusals() {
        return companies.values().stream()
                .mapToLong(company -> company.quota().refusals())
                .sum();
    }

    @Override
    public List<Changed> change(ChangeRequest request, Chance chance) {
        return shelves.change(request, chance, this::remember);
    }

    private void remember(Shelf shelf, Item item, Change change) {
        if (shelf.entity().equals("deals")) {
            company(shelf.scope()).flow().add(item, change, world.now().getEpochSecond());
        }
    }

    private Company company(String scope) {
        Company company = companies.get(scope);
        if (company == null) {
            throw new IllegalArgumentException("No company " + scope);
        }
        return company;
    }

    /** The records of all companies, then the changes of their deals. */
    @Override
    public Stream<TrueRecord> truth() {
        return Stream.concat(
                shelves.truth(this::key), companies.values().stream().flatMap(Company::trueChanges));
    }

    private String key(Shelf shelf, Item item) {
        return PipedriveFields.isField(shelf.entity())
                ? PipedriveFields.code(world.seed(), shelf.scope(), shelf.entity(), item.id())
                : String.valueOf(item.id());
    }

    @Override
    public Optional<PageForm> page(JsonNode body) {
        return body instanceof ObjectNode object && object.path("data").isArray()
                ? Optional.of(
                        object.path("additional_data").has("next_cursor")
                                ? new CursorPage(object)
                                : new WholeList(object))
                : Optional.empty();
    }

    @Override
    public List<String> cursorParameters() {
        return List.of("cursor");
    }
}

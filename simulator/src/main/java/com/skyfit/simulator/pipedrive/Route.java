package com.skyfit.simulator.pipedrive;

import com.skyfit.simulator.source.Query;
import com.skyfit.simulator.world.Item;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/**
 * An endpoint of Pipedrive, the cost of a request, and its reply.
 *
 * @param path that it must match as a whole
 * @param cost in tokens of the daily budget
 * @param answer to a request that is within the limits
 */
record Route(Pattern path, int cost, Answer answer) {

    private static final String V1 = "(?:/api)?/v1";
    private static final String V2 = "/api/v2";

    /** The first that matches is meant. */
    private static final List<Route> ALL = List.of(
            listing(V2 + "/(?<list>deals)", 10, item -> !item.archived()),
            listing(V2 + "/(?<list>deals)/archived", 20, Item::archived),
            listing(V2 + "/(?<list>persons|organizations|activities)", 10, Route::alive),
            listing(V2 + "/(?<list>pipelines|stages)", 5, Route::alive),
            listing(V2 + "/(?<list>(?:deal|person|organization|activity)Fields)", 10, Route::alive),
            route(
                    V2 + "/(?<list>deals|persons|organizations|activities|pipelines|stages)/(?<id>\\d{1,18})",
                    1,
                    (company, path, query, now) ->
                            PipedriveLists.single(company, path.group("list"), Long.parseLong(path.group("id")))),
            route(
                    V1 + "/users",
                    20,
                    (company, path, query, now) -> PipedriveLists.whole(company, "users", item -> true)),
            route(
                    V1 + "/activityTypes",
                    20,
                    (company, path, query, now) -> PipedriveLists.whole(company, "activity_types", Route::alive)),
            route(V1 + "/users/me", 2, (company, path, query, now) -> PipedriveLists.me(company)),
            route(
                    V1 + "/deals/(?<deal>\\d{1,18})/flow",
                    40,
                    (company, path, query, now) -> FlowPage.answer(company, Long.parseLong(path.group("deal")), query)),
            nowhere(V2 + "/[a-z]+/\\d+", 1),
            nowhere("(?s).*", 10));

    /** Answers with a body of status 200, or throws a {@link com.skyfit.simulator.source.Refusal}. */
    @FunctionalInterface
    interface Answer {
        ObjectNode to(Company company, Matcher path, Query query, Instant now);
    }

    /**
     * A request's path at its route.
     *
     * @param route that it matches
     * @param path how it matches
     */
    record Match(Route route, Matcher path) {

        int cost() {
            return route.cost();
        }

        ObjectNode answer(Company company, Query query, Instant now) {
            return route.answer().to(company, path, query, now);
        }
    }

    /** The route of a path; of one that leads nowhere, the route that says so. */
    static Match of(String path) {
        return ALL.stream()
                .map(route -> new Match(route, route.path().matcher(path)))
                .filter(match -> match.path().matches())
                .findFirst()
                .orElseThrow();
    }

    private static Route route(String path, int cost, Answer answer) {
        return new Route(Pattern.compile(path), cost, answer);
    }

    private static Route listing(String path, int cost, Predicate<Item> shown) {
        return route(path, cost, (company, match, query, now) -> {
            String list = match.group("list");
            String entity = PipedriveFields.ENTITY_BY_PATH.getOrDefault(list, list);
            return PipedriveLists.page(company, entity, ListRequest.parse(entity, query, now), shown);
        });
    }

    private static boolean alive(Item item) {
        return !item.deleted();
    }

    private static Route nowhere(String path, int cost) {
        return route(path, cost, (company, match, query, now) -> {
            throw PipedriveErrors.notFound();
        });
    }
}

package com.skyfit.simulator.faults;

import com.skyfit.simulator.source.PageForm;
import com.skyfit.simulator.source.Query;
import com.skyfit.simulator.source.Reply;
import com.skyfit.simulator.source.Request;
import com.skyfit.simulator.source.SimulatedSource;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Turns right replies into wrong ones. Guarded by its {@link FaultPlan}. */
final class FaultInjection {

    private static final String MADE_UP = "made-up-";
    private static final String START = "start-";
    private static final int LATE_SECONDS = 240;
    private static final int WHITE_SPACE = 2 << 20;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final SplittableRandom random;
    private final @Nullable Runnable world;
    private final Map<String, JsonNode> lastRecord = new HashMap<>();
    private int madeUp;

    FaultInjection(SplittableRandom random, @Nullable Runnable world) {
        this.random = random;
        this.world = world;
    }

    /** Takes made-up cursors back to what they stand for. */
    static Query restored(List<String> cursors, Query query) {
        Map<String, String> values = new LinkedHashMap<>(query.values());
        for (String name : cursors) {
            String cursor = values.getOrDefault(name, "");
            if (cursor.startsWith(MADE_UP)) {
                String meant = cursor.substring(cursor.indexOf('-', MADE_UP.length()) + 1);
                values.remove(name);
                if (meant.startsWith(START)) {
                    values.put("start_time", meant.substring(START.length()));
                } else if (!meant.isEmpty()) {
                    values.put(name, meant);
                }
            }
        }
        return new Query(values);
    }

    /** Remembers what went out, for pages that begin with the record before them. */
    void keep(SimulatedSource source, Request request, Reply right) {
        page(source, right)
                .filter(form -> !form.records().isEmpty())
                .ifPresent(form -> lastRecord.put(
                        place(source, request),
                        form.records().get(form.records().size() - 1)));
    }

    private static String place(SimulatedSource source, Request request) {
        return source.name() + request.path();
    }

    private static Optional<PageForm> page(SimulatedSource source, Reply reply) {
        return reply.status() == 200 ? source.page(JSON.readTree(reply.body())) : Optional.empty();
    }

    /** The wrong reply; empty if the fault does not fit the right one. */
    Optional<Delivery> wrong(Fault fault, SimulatedSource source, Request request, Reply right) {
        Query query = request.query();
        return switch (fault) {
            case HANG_UP -> Optional.of(new Delivery(right, Delivery.Line.HANG_UP));
            case STALL -> Optional.of(new Delivery(right, Delivery.Line.STALL));
            case CUT_BODY -> Optional.of(new Delivery(right, Delivery.Line.CUT_BODY));
            case CUT_GZIP -> Optional.of(new Delivery(right, Delivery.Line.CUT_GZIP));
            case HTML_PAGE -> whole(Reply.text(200, "text/html", "<html><body>Back in a minute</body></html>"));
            case BLOCK_PAGE -> whole(Reply.text(403, "text/html", "<!DOCTYPE html><html>Access denied</html>"));
            case RATE_LIMIT -> whole(rateLimit());
            case SERVER_ERROR -> whole(serverError());
            case CONFLICT -> whole(Reply.json(409, "{\"error\":\"Conflict\"}"));
            case TOO_RECENT -> query.get("start_time", "0").equals("0") ? Optional.empty() : whole(tooRecent());
            case LOST_CURSOR -> cursor(source, query).isEmpty() ? Optional.empty() : whole(lostCursor());
            case MOVING_RECORDS -> moving(right);
            default -> page(source, right).flatMap(form -> wrongPage(fault, source, request, form));
        };
    }

    private static Optional<Delivery> whole(Reply reply) {
        return Optional.of(Delivery.whole(reply));
    }

    private Optional<Delivery> moving(Reply right) {
        if (world == null) {
            return Optional.empty();
        }
        world.run();
        return whole(right);
    }

    private Reply rateLimit() {
        Reply reply = pick(
                List.of(
                        Reply.text(429, "text/plain", "Number of allowed API requests per minute exceeded"),
                        Reply.json(429, "{\"success\":false,\"error\":\"request over limit\",\"errorCode\":429}"),
                        Reply.json(429, "{\"error\":\"APIRateLimitExceeded\",\"description\":\"Too many requests\"}"),
                        Reply.json(
                                429,
                                "{\"detail\":\"Rate limited by Zendesk edge protection\",\"status\":\"429\",\"title\":\"Automated response\"}")));
        return reply.with(retryAfter());
    }

    private Reply serverError() {
        int status = pick(List.of(500, 502, 503, 504, 520, 524));
        Reply reply = random.nextBoolean()
                ? Reply.json(status, "{\"status\":" + status + ",\"error\":\"Internal Server Error\"}")
                : Reply.text(status, "text/html", "<html>error " + status + "</html>");
        return reply.with(retryAfter());
    }

    private Map<String, String> retryAfter() {
        String now = DateTimeFormatter.RFC_1123_DATE_TIME.format(Instant.now().atZone(ZoneOffset.UTC));
        return pick(List.of(Map.of(), Map.of("Retry-After", "0"), Map.of("Retry-After", now)));
    }

    private Reply tooRecent() {
        return random.nextBoolean()
                ? Reply.json(
                        400,
                        "{\"errors\":[{\"code\":\"StartTimeTooRecent\",\"title\":\"Too recent start_time\",\"detail\":\"\"}]}")
                : Reply.text(422, "text/plain", "Too recent start_time. Use a start_time older than 1 minute");
    }

    private Reply lostCursor() {
        return Reply.json(pick(List.of(400, 404, 422)), "{\"success\":false,\"error\":\"Invalid cursor\"}");
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static String cursor(SimulatedSource source, Query query) {
        return source.cursorParameters().stream()
                .map(name -> query.get(name, ""))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    private Optional<Delivery> wrongPage(Fault fault, SimulatedSource source, Request request, PageForm form) {
        Query query = request.query();
        String cursor = cursor(source, query);
        boolean changed = switch (fault) {
            case SUCCESS_FALSE -> form.refuse();
            case EMPTY_PAGE -> emptied(form, madeUpCursor(cursor, query), false);
            case NULL_DATA -> emptied(form, madeUpCursor(cursor, query), true);
            case MISSING_RECORDS -> form.dropRecords();
            case MISSING_ENVELOPE -> form.silence();
            case EMPTY_CURSOR -> form.isLast() && form.endByEmptyCursor();
            case REPEATED_CURSOR -> !cursor.isEmpty() && !form.isLast() && form.point(cursor);
            case MISSING_CURSOR -> form.flagged() && !form.isLast() && form.point(null);
            case BOUNDARY_DUPLICATE -> repeated(place(source, request), cursor.isEmpty(), query, form);
            case CROWD -> !form.isLast() && form.crowd(query.get("start_time", ""));
            case LATE_RECORD -> late(query, form);
            case NULL_CURSOR -> !cursor.isEmpty() && form.pretendNothingNew();
            default -> fault == Fault.SPREAD_RECORDS;
        };
        if (!changed) {
            return Optional.empty();
        }
        Reply reply = Reply.json(200, form.body());
        return whole(fault == Fault.SPREAD_RECORDS ? spread(reply) : reply);
    }

    private static boolean emptied(PageForm form, String cursor, boolean withNull) {
        if (!form.postpone(cursor)) {
            return false;
        }
        form.empty(withNull);
        return true;
    }

    private String madeUpCursor(String cursor, Query query) {
        String meant =
                query.names().contains("start_time") && cursor.isEmpty() ? START + query.get("start_time", "") : cursor;
        return MADE_UP + ++madeUp + "-" + meant;
    }

    private boolean repeated(String place, boolean withoutCursor, Query query, PageForm form) {
        JsonNode before = lastRecord.get(place);
        boolean first = withoutCursor && query.get("page", "1").equals("1");
        if (before == null || first || form.records().isEmpty()) {
            return false;
        }
        form.records().insert(0, before);
        return true;
    }

    /** Not the newest record, so that the watermark moves past the one that is held back. */
    private static boolean late(Query query, PageForm form) {
        ArrayNode records = form.records();
        if (!form.isByTime(query) || !form.isLast() || records.size() < 2) {
            return false;
        }
        long newest = form.time(records.get(records.size() - 1));
        if (newest - form.time(records.get(records.size() - 2)) > LATE_SECONDS) {
            return false;
        }
        records.remove(records.size() - 2);
        return true;
    }

    /** Line breaks behind all punctuation outside of texts, and very many behind the first record's beginning. */
    private static Reply spread(Reply reply) {
        StringBuilder text = new StringBuilder(reply.body().length() * 2 + WHITE_SPACE);
        boolean inText = false;
        boolean escaped = false;
        boolean wide = false;
        for (char c : reply.body().toCharArray()) {
            text.append(c);
            if (inText) {
                inText = escaped || c != '"';
                escaped = !escaped && c == '\\';
                continue;
            }
            inText = c == '"';
            if (c == '{' || c == '[' || c == ',' || c == ':') {
                text.append(c == ',' ? "\r\n" : "\n");
            }
            if (c == '[' && !wide) {
                text.append("\n".repeat(WHITE_SPACE));
                wide = true;
            }
        }
        return new Reply(reply.status(), reply.headers(), reply.contentType(), text.toString());
    }
}

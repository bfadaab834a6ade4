package com.skyfit.simulator;

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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Turns right replies into wrong ones. Guarded by its {@link FaultPlan}. */
final class FaultInjection {

    private static final String MADE_UP = "made-up-";
    private static final String START = "start-";
    private static final List<String> CURSORS = List.of("cursor", "page[after]");
    private static final int LATE_SECONDS = 240;
    private static final int WHITE_SPACE = 2 << 20;

    private final SplittableRandom random;
    private final @Nullable Runnable world;
    private final Map<String, JsonNode> lastRecord = new HashMap<>();
    private int madeUp;

    FaultInjection(SplittableRandom random, @Nullable Runnable world) {
        this.random = random;
        this.world = world;
    }

    /** Takes made-up cursors back to what they stand for. */
    static Query restored(Query query) {
        Map<String, String> values = new LinkedHashMap<>(query.values());
        for (String name : CURSORS) {
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
    void keep(String path, Reply right) {
        PageForm.of(right)
                .filter(form -> !form.records().isEmpty())
                .ifPresent(form ->
                        lastRecord.put(path, form.records().get(form.records().size() - 1)));
    }

    /** The wrong reply; nothing where the fault does not fit the right one. */
    Optional<Delivery> wrong(Fault fault, String path, Query query, Reply right) {
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
            case LOST_CURSOR -> cursor(query).isEmpty() ? Optional.empty() : whole(lostCursor());
            case MOVING_RECORDS -> moving(right);
            default -> PageForm.of(right).flatMap(form -> wrongPage(fault, path, query, form));
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

    private static String cursor(Query query) {
        return CURSORS.stream()
                .map(name -> query.get(name, ""))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    private Optional<Delivery> wrongPage(Fault fault, String path, Query query, PageForm form) {
        boolean changed = switch (fault) {
            case SUCCESS_FALSE -> refused(form);
            case EMPTY_PAGE -> form.emptied(madeUpCursor(query), false);
            case NULL_DATA -> form.emptied(madeUpCursor(query), true);
            case MISSING_RECORDS -> form.body().remove(form.name()) != null;
            case MISSING_ENVELOPE -> form.silent();
            case EMPTY_CURSOR -> form.emptyCursor();
            case REPEATED_CURSOR -> !cursor(query).isEmpty() && form.next(cursor(query));
            case MISSING_CURSOR -> form.flagged() && form.next(null);
            case BOUNDARY_DUPLICATE -> repeated(path, query, form);
            case CROWD -> form.crowd(query.get("start_time", ""));
            case LATE_RECORD -> late(query, form);
            case NULL_CURSOR -> !cursor(query).isEmpty() && form.nothingNew();
            default -> fault == Fault.SPREAD_RECORDS;
        };
        if (!changed) {
            return Optional.empty();
        }
        Reply reply = Reply.json(200, form.body());
        return whole(fault == Fault.SPREAD_RECORDS ? spread(reply) : reply);
    }

    private static boolean refused(PageForm form) {
        if (!form.body().has("success")) {
            return false;
        }
        form.records().removeAll();
        form.body().put("success", false).put("error", "Something went wrong");
        return true;
    }

    private String madeUpCursor(Query query) {
        String meant = query.names().contains("start_time") && cursor(query).isEmpty()
                ? START + query.get("start_time", "")
                : cursor(query);
        return MADE_UP + ++madeUp + "-" + meant;
    }

    private boolean repeated(String path, Query query, PageForm form) {
        JsonNode before = lastRecord.get(path);
        boolean first = cursor(query).isEmpty() && query.get("page", "1").equals("1");
        if (before == null || first || form.records().isEmpty()) {
            return false;
        }
        form.records().insert(0, before);
        return true;
    }

    /** Not the newest record, so that the watermark moves past the one that is held back. */
    private static boolean late(Query query, PageForm form) {
        boolean byTime = query.get("sort_by", "").equals("update_time") || form.isTimeExport();
        ArrayNode records = form.records();
        if (!byTime || !form.isLast() || records.size() < 2) {
            return false;
        }
        long newest = time(records.get(records.size() - 1));
        if (newest - time(records.get(records.size() - 2)) > LATE_SECONDS) {
            return false;
        }
        records.remove(records.size() - 2);
        return true;
    }

    private static long time(JsonNode record) {
        return Instant.parse(record.path("update_time")
                        .asString(record.path("updated_at").asString("")))
                .getEpochSecond();
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

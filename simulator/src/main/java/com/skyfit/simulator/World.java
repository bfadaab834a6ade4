package com.skyfit.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All accounts with their records, and the clock they live by. Guarded by the simulator's lock. */
final class World {

    static final String PIPEDRIVE = "pipedrive";
    static final String ZENDESK = "zendesk";

    /** Zendesk ids are beyond 32 bits. */
    static final long ZENDESK_IDS = 46_406_158_000_000L;

    static final long PIPEDRIVE_USER_IDS = 25_760_000L;

    /** The Zendesk account. */
    static final String SUPPORT = "support";

    /** What flows of deals consist of. */
    private static final String DEAL_CHANGES = "deal_changes";

    private static final Duration PAST = Duration.ofDays(3 * 365);
    private static final Set<String> DAILY =
            Set.of("deals", "persons", "activities", "organizations", "tickets", "users");

    private final long seed;
    private final Map<String, Shelf> shelves = new LinkedHashMap<>();
    private final Map<String, DealFlow> flows = new LinkedHashMap<>();
    private Instant now;
    private int rounds;

    World(SimulatorOptions options) {
        this.seed = options.seed();
        this.now = options.start();
        List<String> companies = options.pipedriveScopes();
        for (int i = 0; i < companies.size(); i++) {
            double share = companies.size() == 1 ? 1 : i == 0 ? 0.7 : 0.3 / (companies.size() - 1);
            double volume = options.scale() * share;
            String scope = companies.get(i);
            fill(PIPEDRIVE, scope, "pipelines", 3, 0);
            fill(PIPEDRIVE, scope, "stages", 3 * PipedriveRecords.STAGES_OF_A_PIPELINE, 0);
            fill(
                    PIPEDRIVE,
                    scope,
                    "users",
                    count(60 * share, Math.min(1, Math.sqrt(options.scale())), 6),
                    PIPEDRIVE_USER_IDS);
            fill(PIPEDRIVE, scope, "activity_types", PipedriveRecords.ACTIVITY_TYPES.size(), 0);
            for (String fields : PipedriveFields.ENTITY_BY_PATH.values()) {
                fill(PIPEDRIVE, scope, fields, PipedriveFields.count(fields), 0);
            }
            fill(PIPEDRIVE, scope, "organizations", count(11_000, volume, 10), 0);
            fill(PIPEDRIVE, scope, "persons", count(44_000, volume, 20), 0);
            fill(PIPEDRIVE, scope, "deals", count(31_000, volume, 20), 0);
            fill(PIPEDRIVE, scope, "activities", count(141_000, volume, 30), 0);
            flows.put(scope, flow(company(scope, "deals")));
        }
        fill(ZENDESK, SUPPORT, "groups", 8, ZENDESK_IDS);
        fill(ZENDESK, SUPPORT, "ticket_fields", ZendeskRecords.FIELDS, ZENDESK_IDS);
        fill(ZENDESK, SUPPORT, "ticket_forms", 4, ZENDESK_IDS);
        Shelf forms = desk("ticket_forms");
        forms.change(forms.all().iterator().next(), Item.Change.DELETE, now.getEpochSecond() - 3_600);
        fill(ZENDESK, SUPPORT, "organizations", count(300, options.scale(), 10), ZENDESK_IDS);
        fill(ZENDESK, SUPPORT, "users", count(1_400, options.scale(), 20), ZENDESK_IDS);
        fill(ZENDESK, SUPPORT, "tickets", count(12_000, options.scale(), 20), ZENDESK_IDS);
        fill(ZENDESK, SUPPORT, "brands", 2, ZENDESK_IDS + 699);
        fill(ZENDESK, SUPPORT, "group_memberships", ZendeskRecords.memberships(this), ZENDESK_IDS);
        fill(ZENDESK, SUPPORT, "satisfaction_ratings", count(3_000, options.scale(), 20), ZENDESK_IDS);
        fill(ZENDESK, SUPPORT, "ticket_metric_events", count(60_000, options.scale(), 40), ZENDESK_IDS);
    }

    private static int count(double volume, double scale, int least) {
        return (int) Math.max(least, Math.round(volume * scale));
    }

    private void fill(String source, String scope, String entity, int count, long firstId) {
        Shelf shelf = new Shelf(source, scope, entity);
        shelves.put(key(source, scope, entity), shelf);
        Chance chance = Chance.named(seed, key(source, scope, entity));
        long end = now.getEpochSecond();
        long begin = now.minus(PAST).getEpochSecond();
        long import_ = begin + (end - begin) / 3;
        boolean daily = DAILY.contains(entity);
        for (int i = 0; i < count; i++) {
            long created = begin + (long) ((end - begin) * ((i + chance.fraction()) / count));
            long updated = created + (long) ((end - created) * Math.pow(chance.fraction(), 3));
            // A tenth was last touched by one import: more records of one second than a page holds.
            if (i % 10 == 9 && created < import_) {
                updated = import_;
            }
            // Somebody worked here this morning.
            if (daily && i == count - 1) {
                updated = Math.max(created, end - 1_800);
            }
            Item item = shelf.add(new Item(firstId + i + 1, created, updated));
            if (daily && (i == count / 2 || (chance.percent(2) && i < count - 5))) {
                shelf.change(item, Item.Change.DELETE, end - chance.between(3_600, 20L * 86_400));
            } else if (entity.equals("deals") && chance.percent(10)) {
                shelf.change(item, Item.Change.ARCHIVE, Math.max(updated, end - chance.between(3_600, 400L * 86_400)));
            }
        }
        shelf.found();
    }

    /** What happened to deals before the beginning: each was added, some were worked on, some put away. */
    private DealFlow flow(Shelf deals) {
        DealFlow flow = new DealFlow();
        Chance chance = Chance.named(seed, "flow of " + deals.scope());
        for (Item deal : deals.all()) {
            flow.add(deal, DealChange.Kind.ADD, 0, deal.created);
            long last = deal.updated();
            for (int left = last > deal.created ? chance.below(4) : 0; left > 0; left--) {
                flow.add(deal, DealChange.Kind.UPDATE, 1 - left, last - left);
            }
            if (deal.archived()) {
                flow.add(deal, DealChange.Kind.ARCHIVE, 0, last);
            }
            if (deal.deleted()) {
                flow.add(deal, DealChange.Kind.DELETE, 0, last);
            }
        }
        return flow;
    }

    private static String key(String source, String scope, String entity) {
        return source + "." + scope + "." + entity;
    }

    long seed() {
        return seed;
    }

    Instant now() {
        return now;
    }

    void advance(Duration time) {
        now = now.plus(time);
    }

    Shelf company(String scope, String entity) {
        return shelf(key(PIPEDRIVE, scope, entity));
    }

    DealFlow flow(String scope) {
        DealFlow flow = flows.get(scope);
        if (flow == null) {
            throw new IllegalArgumentException("The simulator has no company " + scope);
        }
        return flow;
    }

    Shelf desk(String entity) {
        return shelf(key(ZENDESK, SUPPORT, entity));
    }

    private Shelf shelf(String key) {
        Shelf shelf = shelves.get(key);
        if (shelf == null) {
            throw new IllegalArgumentException("The simulator has no " + key);
        }
        return shelf;
    }

    /** Lets things happen now, each to a record of its own, then lets five minutes pass so that every API shows them. */
    List<Changed> change(ChangeRequest request) {
        List<Changed> changed = new ArrayList<>();
        Chance chance = Chance.named(seed, "change " + ++rounds);
        for (Shelf shelf : shelves.values()) {
            Set<String> meant = request.entities().isEmpty() ? DAILY : request.entities();
            boolean sellers = shelf.source().equals(PIPEDRIVE) && shelf.entity().equals("users");
            if (meant.contains(shelf.entity()) && !sellers) {
                change(shelf, request, chance, changed);
            }
        }
        advance(Duration.ofMinutes(5));
        return changed;
    }

    private void change(Shelf shelf, ChangeRequest request, Chance chance, List<Changed> changed) {
        boolean deals = shelf.entity().equals("deals");
        Picks picks = new Picks(shelf, chance);
        for (Item item : picks.take(request.updated(), false)) {
            apply(shelf, item, Item.Change.UPDATE, "updated", changed);
        }
        for (Item item : picks.take(request.deleted(), false)) {
            apply(shelf, item, Item.Change.DELETE, "deleted", changed);
        }
        for (Item item : picks.take(deals ? request.archived() : 0, false)) {
            apply(shelf, item, Item.Change.ARCHIVE, "archived", changed);
        }
        for (Item item : picks.take(request.restored(), true)) {
            apply(shelf, item, Item.Change.RESTORE, "restored", changed);
        }
        for (int i = 0; i < request.created(); i++) {
            Item item = shelf.add(new Item(shelf.lastId() + 1, now.getEpochSecond(), now.getEpochSecond()));
            if (deals) {
                flow(shelf.scope()).add(item, DealChange.Kind.ADD, 0, item.created);
            }
            changed.add(changed(shelf, item, "created"));
        }
    }

    private void apply(Shelf shelf, Item item, Item.Change change, String kind, List<Changed> changed) {
        shelf.change(item, change, now.getEpochSecond());
        if (shelf.entity().equals("deals")) {
            flow(shelf.scope()).add(item, DealChange.Kind.of(change), item.revision(), now.getEpochSecond());
        }
        changed.add(changed(shelf, item, kind));
    }

    private static Changed changed(Shelf shelf, Item item, String kind) {
        return new Changed(shelf.source(), shelf.scope(), shelf.entity(), kind, item.id);
    }

    List<TrueRecord> truth() {
        List<TrueRecord> truth = new ArrayList<>();
        for (Shelf shelf : shelves.values()) {
            for (Item item : shelf.all()) {
                truth.add(new TrueRecord(
                        shelf.source(),
                        shelf.scope(),
                        shelf.entity(),
                        item.id,
                        PipedriveFields.isField(shelf.entity())
                                ? PipedriveFields.code(seed, shelf.scope(), shelf.entity(), item.id)
                                : String.valueOf(item.id),
                        item.deleted(),
                        Instant.ofEpochSecond(item.updated())));
            }
        }
        flows.forEach((scope, flow) -> {
            for (Item deal : company(scope, "deals").all()) {
                for (DealChange change : flow.of(deal.id)) {
                    if (!deal.deleted() || flow.wasShown(change)) {
                        truth.add(new TrueRecord(
                                PIPEDRIVE,
                                scope,
                                DEAL_CHANGES,
                                change.id(),
                                String.valueOf(change.id()),
                                false,
                                Instant.ofEpochSecond(change.at())));
                    }
                }
            }
        });
        return truth;
    }

    /** Chooses records of a shelf, none of them twice. */
    private static final class Picks {
        private final List<Item> live = new ArrayList<>();
        private final List<Item> deleted = new ArrayList<>();
        private final Chance chance;

        Picks(Shelf shelf, Chance chance) {
            this.chance = chance;
            for (Item item : shelf.all()) {
                if (item.deleted()) {
                    deleted.add(item);
                } else if (!item.archived()) {
                    live.add(item);
                }
            }
        }

        List<Item> take(int count, boolean fromDeleted) {
            List<Item> pool = fromDeleted ? deleted : live;
            List<Item> taken = new ArrayList<>();
            for (int i = 0; i < count && !pool.isEmpty(); i++) {
                int index = chance.below(pool.size());
                taken.add(pool.get(index));
                pool.set(index, pool.get(pool.size() - 1));
                pool.remove(pool.size() - 1);
            }
            return taken;
        }
    }
}

package com.skyfit.simulator.pipedrive;

import com.skyfit.simulator.world.Founding;
import com.skyfit.simulator.world.Item;
import com.skyfit.simulator.world.Shelf;
import com.skyfit.simulator.world.Shelves;
import com.skyfit.simulator.world.TrueRecord;
import com.skyfit.simulator.world.World;
import java.time.Instant;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * A company: its records, and its remaining budget of requests.
 *
 * @param scope its name
 * @param shelves of all companies
 * @param records what its records look like
 * @param deals what its deals and their changes look like
 * @param flow what happened to its deals
 * @param quota of its requests
 */
record Company(
        String scope, Shelves shelves, PipedriveRecords records, DealRecords deals, DealFlow flow, CompanyQuota quota) {

    /** What flows of deals consist of. */
    private static final String DEAL_CHANGES = "deal_changes";

    /**
     * Fills a company with its share of all records.
     *
     * @param firstPerson the number that its first person and first organization have in the population
     */
    static Company found(
            String scope, double share, long firstPerson, World world, Shelves shelves, CompanyQuota quota) {
        double volume = world.scale() * share;
        int users = World.count(60 * share, Math.min(1, Math.sqrt(world.scale())), 6);
        shelves.found(scope, Founding.quiet("pipelines", 3, 0));
        shelves.found(scope, Founding.quiet("stages", 3 * PipedriveRecords.STAGES_OF_A_PIPELINE, 0));
        shelves.found(
                scope, Founding.daily("users", users, PipedriveRecords.USER_IDS).unchanged());
        shelves.found(scope, Founding.quiet("activity_types", PipedriveRecords.ACTIVITY_TYPES.size(), 0));
        for (String fields : PipedriveFields.ENTITY_BY_PATH.values()) {
            shelves.found(scope, Founding.quiet(fields, PipedriveFields.count(fields), 0));
        }
        shelves.found(scope, Founding.daily("organizations", World.count(11_000, volume, 10), 0));
        shelves.found(scope, Founding.daily("persons", World.count(44_000, volume, 20), 0));
        Shelf deals = shelves.found(
                scope,
                Founding.daily("deals", World.count(31_000, volume, 20), 0).withArchive());
        shelves.found(scope, Founding.daily("activities", World.count(141_000, volume, 30), 0));
        CommonFields common = new CommonFields(shelves, scope);
        DealCourse course = new DealCourse(world.seed(), deals, common.count("pipelines"), common.count("users"));
        DealFlow flow = DealFlow.of(deals, course);
        DealRecords records = new DealRecords(world.seed(), scope, common, course, flow);
        return new Company(
                scope,
                shelves,
                new PipedriveRecords(world.seed(), shelves, scope, records, firstPerson),
                records,
                flow,
                quota);
    }

    /** The number that Pipedrive knows it by. */
    int id() {
        return 12_000_001 + Math.floorMod(scope.hashCode(), 1_000);
    }

    Shelf shelf(String entity) {
        return shelves.get(scope, entity);
    }

    ObjectNode render(String entity, Item item) {
        return records.render(entity, item);
    }

    /** The changes of its deals that can be known: those of deleted deals only if a reply showed them. */
    Stream<TrueRecord> trueChanges() {
        return shelf("deals").all().stream()
                .flatMap(deal -> flow.of(deal.id()).stream()
                        .filter(change -> !deal.deleted() || flow.wasShown(change))
                        .map(change -> new TrueRecord(
                                PipedriveSource.NAME,
                                scope,
                                DEAL_CHANGES,
                                change.id(),
                                String.valueOf(change.id()),
                                false,
                                Instant.ofEpochSecond(change.at()))));
    }
}

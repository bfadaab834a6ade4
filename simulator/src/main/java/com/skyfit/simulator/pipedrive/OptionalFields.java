package com.skyfit.simulator.pipedrive;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The fields that come only when include_fields asks for them. */
final class OptionalFields {

    /** Of deals and those who take part in them. */
    private static final List<String> OF_ALL = List.of(
            "next_activity_id",
            "last_activity_id",
            "email_messages_count",
            "activities_count",
            "done_activities_count",
            "undone_activities_count",
            "files_count",
            "notes_count",
            "followers_count",
            "smart_bcc_email");

    /** Of those who can have deals. */
    private static final List<String> OF_OWNERS_OF_DEALS = List.of(
            "open_deals_count",
            "related_open_deals_count",
            "closed_deals_count",
            "related_closed_deals_count",
            "won_deals_count",
            "related_won_deals_count",
            "lost_deals_count",
            "related_lost_deals_count");

    private static final List<String> OF_WRITERS_OF_MAILS =
            List.of("last_incoming_mail_time", "last_outgoing_mail_time");

    private static final Set<String> OF_DEFINITIONS = Set.of("ui_visibility", "important_fields", "required_fields");

    private static final Map<String, Set<String>> BY_ENTITY = Map.of(
            "deals",
            all(
                    OF_ALL,
                    OF_WRITERS_OF_MAILS,
                    List.of("first_won_time", "products_count", "participants_count", "source_lead_id")),
            "persons",
            all(
                    OF_ALL,
                    OF_OWNERS_OF_DEALS,
                    OF_WRITERS_OF_MAILS,
                    List.of(
                            "participant_open_deals_count",
                            "participant_closed_deals_count",
                            "marketing_status",
                            "doi_status")),
            "organizations",
            all(OF_ALL, OF_OWNERS_OF_DEALS, List.of("people_count")),
            "activities",
            Set.of("attendees"),
            "deal_fields",
            OF_DEFINITIONS,
            "person_fields",
            OF_DEFINITIONS,
            "organization_fields",
            OF_DEFINITIONS,
            "activity_fields",
            Set.of("ui_visibility"));

    private OptionalFields() {}

    @SafeVarargs
    private static Set<String> all(Collection<String>... some) {
        Set<String> all = new TreeSet<>();
        for (Collection<String> names : some) {
            all.addAll(names);
        }
        return Set.copyOf(all);
    }

    /** Those of an entity; none of one that has no such fields. */
    static Set<String> of(String entity) {
        return BY_ENTITY.getOrDefault(entity, Set.of());
    }
}

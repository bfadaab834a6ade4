package com.skyfit.simulator.pipedrive;

import com.skyfit.simulator.world.Brazil;
import com.skyfit.simulator.world.Chance;
import com.skyfit.simulator.world.Item;
import com.skyfit.simulator.world.Shelf;
import com.skyfit.simulator.world.Shelves;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The records of a Pipedrive company: API v2, users v1 (reference of its API, objects). */
final class PipedriveRecords {

    static final int STAGES_OF_A_PIPELINE = 6;

    /** The ids of users are behind this one. */
    static final long USER_IDS = 25_760_000L;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final ZoneId COMPANY_ZONE = ZoneId.of("America/Sao_Paulo");
    private static final DateTimeFormatter V1_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final List<String> STAGE_NAMES =
            List.of("Lead", "Contato feito", "Visita agendada", "Aula experimental", "Proposta", "Fechamento");
    static final List<String> ACTIVITY_TYPES =
            List.of("call", "meeting", "task", "deadline", "email", "lunch", "aula_experimental");

    /** What updates of deals change. */
    private static final List<String> CHANGING_FIELDS = List.of("stage_id", "value", "owner_id", "status");

    private final long seed;
    private final Shelves shelves;
    private final String scope;

    PipedriveRecords(long seed, Shelves shelves, String scope) {
        this.seed = seed;
        this.shelves = shelves;
        this.scope = scope;
    }

    private int count(String entity) {
        return shelves.get(scope, entity).founders();
    }

    ObjectNode render(String entity, Item item) {
        if (PipedriveFields.isField(entity)) {
            return PipedriveFields.render(seed, scope, entity, item);
        }
        Shelf shelf = shelves.get(scope, entity);
        Chance life = Chance.ofLife(seed, shelf, item.id());
        Chance revision = Chance.ofRevision(seed, shelf, item.id(), item.revision());
        return switch (entity) {
            case "deals" -> deal(item, life, revision);
            case "persons" -> person(item, life, revision);
            case "organizations" -> organization(item, life, revision);
            case "activities" -> activity(item, life, revision);
            case "pipelines" -> pipeline(item);
            case "stages" -> stage(item);
            case "users" -> user(item, life);
            case "activity_types" -> activityType(item);
            default -> throw new IllegalArgumentException("No such entity: " + entity);
        };
    }

    private ObjectNode deal(Item item, Chance life, Chance revision) {
        ObjectNode deal = JSON.objectNode();
        long pipeline = life.between(1, count("pipelines"));
        int stage = revision.below(STAGES_OF_A_PIPELINE);
        String status = item.deleted()
                ? "deleted"
                : item.archived()
                        ? (life.percent(50) ? "won" : "lost")
                        : revision.pick(List.of("open", "open", "won", "lost"));
        boolean closed = status.equals("won") || status.equals("lost");
        Instant closedAt = revision.time(item.created(), item.updated());
        deal.put("id", item.id());
        deal.put(
                "title",
                life.pick(Brazil.DEAL_SUBJECTS) + " - " + life.pick(Brazil.FIRST_NAMES) + " "
                        + life.pick(Brazil.LAST_NAMES));
        deal.put("creator_user_id", user(life));
        deal.put("owner_id", user(revision));
        if (revision.percent(30)) {
            deal.put("value", revision.between(90, 4_000));
        } else {
            deal.put("value", revision.between(9_000, 1_200_000) / 100.0);
        }
        putId(deal, "person_id", life.percent(92) ? life.between(1, count("persons")) : 0);
        putId(deal, "org_id", life.percent(40) ? life.between(1, count("organizations")) : 0);
        deal.put("stage_id", (pipeline - 1) * STAGES_OF_A_PIPELINE + stage + 1);
        deal.put("pipeline_id", pipeline);
        deal.put("currency", life.percent(97) ? "BRL" : "USD");
        times(deal, item);
        put(deal, "stage_change_time", stage == 0 ? null : revision.time(item.created(), item.updated()));
        deal.put("status", status);
        deal.put("is_archived", item.archived());
        put(deal, "archive_time", item.archived() ? Instant.ofEpochSecond(item.updated()) : null);
        deal.put("is_deleted", item.deleted());
        putInt(deal, "probability", revision.percent(25) ? 5 * (1 + revision.below(19)) : null);
        deal.put("lost_reason", status.equals("lost") ? revision.pick(Brazil.LOST_REASONS) : null);
        deal.put("visible_to", life.percent(80) ? 3 : 1);
        put(deal, "close_time", closed ? closedAt : null);
        put(deal, "won_time", status.equals("won") ? closedAt : null);
        put(deal, "lost_time", status.equals("lost") ? closedAt : null);
        deal.put("local_won_date", status.equals("won") ? local(closedAt) : null);
        deal.put("local_lost_date", status.equals("lost") ? local(closedAt) : null);
        deal.put("local_close_date", closed ? local(closedAt) : null);
        deal.put(
                "expected_close_date",
                revision.percent(60)
                        ? date(Instant.ofEpochSecond(item.created()).plus(20 + revision.below(60), ChronoUnit.DAYS))
                        : null);
        labels(deal, revision);
        deal.put("origin", life.pick(List.of("ManuallyCreated", "ManuallyCreated", "API", "Marketplace")));
        deal.put("origin_id", life.percent(20) ? life.hex(16) : null);
        putInt(deal, "channel", life.percent(50) ? 1 + life.below(8) : null);
        deal.put("channel_id", life.percent(20) ? "campanha-" + life.digits(4) : null);
        boolean recurring = life.percent(60);
        put(deal, "acv", recurring ? 1_188.00 : null);
        put(deal, "arr", recurring ? 1_188.00 : null);
        put(deal, "mrr", recurring ? 99.00 : null);
        deal.set("custom_fields", dealFields(life, revision));
        activities(deal, revision);
        mails(deal, revision);
        put(deal, "first_won_time", status.equals("won") ? closedAt : null);
        deal.put("products_count", revision.below(3));
        deal.put("participants_count", 1 + revision.below(2));
        deal.put("source_lead_id", life.percent(15) ? uuid(life) : null);
        deal.put("smart_bcc_email", "skyfit+deal" + item.id() + "@pipedrivemail.com");
        return deal;
    }

    /** A change of a deal as its flow shows it: of all that an update changed, one field. */
    ObjectNode change(Item deal, DealChange change) {
        Shelf deals = shelves.get(scope, "deals");
        Chance chance = Chance.named(seed, scope + " change " + change.id());
        String time = V1_TIME.format(Instant.ofEpochSecond(change.at()));
        String field = "status";
        JsonNode before = JSON.nullNode();
        JsonNode after = JSON.nullNode();
        switch (change.kind()) {
            case CREATE -> {
                field = "add_time";
                after = JSON.stringNode(time);
            }
            case UPDATE -> {
                ObjectNode old = revision(deals, deal, change.revision() - 1);
                ObjectNode young = revision(deals, deal, change.revision());
                field = CHANGING_FIELDS.get((int) (change.id() % CHANGING_FIELDS.size()));
                if (old.path(field).equals(young.path(field))) {
                    field = "value";
                }
                before = old.path(field);
                after = young.path(field);
            }
            case DELETE -> {
                before = JSON.stringNode("open");
                after = JSON.stringNode("deleted");
            }
            case RESTORE -> {
                before = JSON.stringNode("deleted");
                after = JSON.stringNode("open");
            }
            case ARCHIVE -> {
                field = "is_archived";
                before = JSON.booleanNode(false);
                after = JSON.booleanNode(true);
            }
        }
        ObjectNode element = JSON.objectNode().put("object", "dealChange").put("timestamp", time);
        ObjectNode data = element.putObject("data");
        data.put("id", change.id());
        data.put("item_id", change.deal());
        data.put("user_id", user(chance));
        data.put("field_key", field.equals("owner_id") ? "user_id" : field);
        data.set("old_value", before);
        data.set("new_value", after);
        data.put("is_bulk_update_flag", chance.percent(5));
        data.put("log_time", time);
        data.put("change_source", chance.percent(80) ? "app" : "api");
        data.put("change_source_user_agent", chance.percent(50) ? "Mozilla/5.0 (X11; Linux x86_64)" : null);
        data.putObject("additional_data").put("new_value_formatted", after.asString(""));
        return element;
    }

    private ObjectNode revision(Shelf deals, Item deal, int revision) {
        return deal(deal, Chance.ofLife(seed, deals, deal.id()), Chance.ofRevision(seed, deals, deal.id(), revision));
    }

    /** The keys of a company's own fields are its own: no two companies share one. */
    private String fieldKey(String name) {
        return PipedriveFields.ownKey(seed, scope, name);
    }

    private ObjectNode dealFields(Chance life, Chance revision) {
        ObjectNode fields = JSON.objectNode();
        fields.put(fieldKey("unidade"), life.pick(Brazil.CITIES).name() + " " + (1 + life.below(4)));
        putInt(fields, fieldKey("plano"), revision.percent(70) ? 101 + revision.below(5) : null);
        ArrayNode interests = fields.putArray(fieldKey("interesses"));
        for (int i = revision.below(4); i > 0; i--) {
            interests.add(200 + i);
        }
        if (revision.percent(50)) {
            fields.putObject(fieldKey("matricula"))
                    .put("value", revision.below(300))
                    .put("currency", "BRL");
        } else {
            fields.putNull(fieldKey("matricula"));
        }
        fields.put(fieldKey("inicio"), date(revision.time(1_735_700_000L, 1_767_200_000L)));
        return fields;
    }

    private ObjectNode person(Item item, Chance life, Chance revision) {
        ObjectNode person = JSON.objectNode();
        String first = life.pick(Brazil.FIRST_NAMES);
        String last = life.pick(Brazil.LAST_NAMES) + (life.percent(50) ? " " + life.pick(Brazil.LAST_NAMES) : "");
        Brazil.City city = life.pick(Brazil.CITIES);
        person.put("id", item.id());
        person.put("name", first + " " + last);
        person.put("first_name", first);
        person.put("last_name", last);
        person.put("owner_id", user(revision));
        putId(person, "org_id", life.percent(30) ? life.between(1, count("organizations")) : 0);
        times(person, item);
        ArrayNode emails = person.putArray("emails");
        if (life.percent(90)) {
            contact(emails, Brazil.ascii(first + " " + last) + item.id() + "@exemplo.com.br", true, "home");
            if (life.percent(15)) {
                contact(emails, Brazil.ascii(first) + item.id() + "@trabalho.exemplo.com.br", false, "work");
            }
        } else if (life.percent(50)) {
            contact(emails, "", true, "");
        }
        ArrayNode phones = person.putArray("phones");
        contact(
                phones,
                "+55 " + city.areaCode() + " 9" + revision.digits(4) + "-" + revision.digits(4),
                true,
                "mobile");
        person.put("is_deleted", item.deleted());
        person.put("visible_to", 3);
        labels(person, revision);
        putInt(person, "picture_id", life.percent(5) ? 1_000 + life.below(9_000) : null);
        person.put("notes", life.percent(20) ? "Prefere contato pela manhã.\nIndicação de amigo." : null);
        ArrayNode im = person.putArray("im");
        if (life.percent(10)) {
            contact(im, "@" + Brazil.ascii(first), true, "instagram");
        }
        person.put("birthday", life.percent(60) ? date(life.time(-315_000_000L, 1_100_000_000L)) : null);
        person.put(
                "job_title",
                life.percent(30) ? life.pick(List.of("Gerente de RH", "Analista", "Sócio", "Diretora")) : null);
        if (life.percent(50)) {
            person.set("postal_address", address(life, city));
        } else {
            person.putNull("postal_address");
        }
        person.putObject("custom_fields")
                .put(
                        fieldKey("objetivo"),
                        revision.pick(List.of("Emagrecer", "Hipertrofia", "Saúde", "Correr \"42 km\"")));
        dealCounts(person, revision);
        activities(person, revision);
        mails(person, revision);
        person.put("participant_open_deals_count", revision.below(2));
        person.put("participant_closed_deals_count", revision.below(2));
        person.put("marketing_status", revision.pick(List.of("subscribed", "unsubscribed", "no_consent")));
        person.put("doi_status", revision.pick(List.of("confirmed", "pending", "none")));
        person.put("smart_bcc_email", "skyfit+person" + item.id() + "@pipedrivemail.com");
        return person;
    }

    private ObjectNode organization(Item item, Chance life, Chance revision) {
        ObjectNode organization = JSON.objectNode();
        String name = life.pick(Brazil.TRADES) + " " + life.pick(Brazil.COMPANY_NAMES);
        organization.put("id", item.id());
        organization.put("name", name + " " + item.id());
        organization.put("owner_id", user(revision));
        times(organization, item);
        if (life.percent(85)) {
            organization.set("address", address(life, life.pick(Brazil.CITIES)));
        } else {
            organization.putNull("address");
        }
        organization.put("is_deleted", item.deleted());
        organization.put("visible_to", 3);
        labels(organization, revision);
        organization.put("website", life.percent(60) ? "https://" + Brazil.ascii(name) + ".exemplo.com.br" : null);
        organization.put(
                "linkedin", life.percent(20) ? "https://linkedin.example/company/" + Brazil.ascii(name) : null);
        putInt(organization, "industry", life.percent(70) ? 1 + life.below(20) : null);
        put(organization, "annual_revenue", life.percent(40) ? life.between(10_000_000, 900_000_000) / 100.0 : null);
        putInt(organization, "employee_count", life.percent(60) ? 3 + life.below(900) : null);
        organization
                .putObject("custom_fields")
                .put(
                        fieldKey("cnpj"),
                        life.digits(2) + "." + life.digits(3) + "." + life.digits(3) + "/0001-" + life.digits(2));
        dealCounts(organization, revision);
        activities(organization, revision);
        organization.put("people_count", 1 + revision.below(30));
        organization.put("smart_bcc_email", "skyfit+org" + item.id() + "@pipedrivemail.com");
        return organization;
    }

    private ObjectNode activity(Item item, Chance life, Chance revision) {
        ObjectNode activity = JSON.objectNode();
        String type = life.pick(ACTIVITY_TYPES);
        boolean done = revision.percent(70);
        boolean meeting = type.equals("meeting");
        long person = life.percent(80) ? life.between(1, count("persons")) : 0;
        Instant due = Instant.ofEpochSecond(item.created()).plus(life.below(20), ChronoUnit.DAYS);
        activity.put("id", item.id());
        activity.put(
                "subject",
                life.pick(List.of("Ligar para", "Confirmar aula com", "Enviar proposta a", "Visita de")) + " "
                        + life.pick(Brazil.FIRST_NAMES));
        activity.put("type", type);
        activity.put("owner_id", user(revision));
        activity.put("creator_user_id", user(life));
        activity.put("is_deleted", item.deleted());
        times(activity, item);
        putId(activity, "deal_id", life.percent(75) ? life.between(1, count("deals")) : 0);
        activity.put("lead_id", life.percent(5) ? uuid(life) : null);
        putId(activity, "person_id", person);
        putId(activity, "org_id", life.percent(25) ? life.between(1, count("organizations")) : 0);
        putId(activity, "project_id", life.percent(3) ? 1 + life.below(40) : 0);
        activity.put("due_date", date(due));
        activity.put("due_time", life.pick(List.of("09:00", "14:30:00", "", "18:15")));
        activity.put("duration", life.pick(List.of("00:30", "01:00:00", "", "00:15")));
        activity.put("busy", life.percent(40));
        activity.put("done", done);
        put(activity, "marked_as_done_time", done ? revision.time(item.created(), item.updated()) : null);
        if (meeting) {
            activity.set("location", address(life, life.pick(Brazil.CITIES)));
        } else {
            activity.putNull("location");
        }
        ArrayNode participants = activity.putArray("participants");
        if (person > 0) {
            participants.addObject().put("person_id", person).put("primary", true);
        }
        ArrayNode attendees = activity.putArray("attendees");
        if (meeting) {
            attendees
                    .addObject()
                    .put("email", "convidado" + item.id() + "@exemplo.com.br")
                    .put("name", life.pick(Brazil.FIRST_NAMES))
                    .put("status", "accepted")
                    .put("is_organizer", 0)
                    .putNull("person_id")
                    .putNull("user_id");
        }
        boolean online = meeting && life.percent(50);
        activity.put("conference_meeting_client", online ? "google_meet" : null);
        activity.put("conference_meeting_url", online ? "https://meet.example/" + life.hex(10) : null);
        activity.put("conference_meeting_id", online ? life.hex(10) : null);
        activity.put("public_description", meeting ? "Apresentação da unidade" : null);
        putInt(activity, "priority", life.percent(30) ? 101 + life.below(3) : null);
        putInt(activity, "outcome", done && life.percent(20) ? 301 + life.below(4) : null);
        activity.put("private", life.percent(3));
        activity.put(
                "note",
                revision.percent(40)
                        ? "<p>Cliente pediu <b>retorno</b> &amp; tabela \u2014 \u201Cplano anual\u201D</p>"
                        : null);
        return activity;
    }

    private ObjectNode pipeline(Item item) {
        ObjectNode pipeline = JSON.objectNode();
        pipeline.put("id", item.id());
        pipeline.put(
                "name", List.of("Vendas Unidade", "Corporativo", "Renovação").get((int) (item.id() - 1) % 3));
        pipeline.put("order_nr", item.id());
        pipeline.put("is_deleted", item.deleted());
        pipeline.put("is_deal_probability_enabled", item.id() == 2);
        times(pipeline, item);
        return pipeline;
    }

    private ObjectNode stage(Item item) {
        ObjectNode stage = JSON.objectNode();
        int position = (int) ((item.id() - 1) % STAGES_OF_A_PIPELINE);
        stage.put("id", item.id());
        stage.put("order_nr", position + 1);
        stage.put("name", STAGE_NAMES.get(position));
        stage.put("is_deleted", item.deleted());
        stage.put("deal_probability", 15 * (position + 1));
        stage.put("pipeline_id", (item.id() - 1) / STAGES_OF_A_PIPELINE + 1);
        stage.put("is_deal_rot_enabled", position < 3);
        putInt(stage, "days_to_rotten", position < 3 ? 7 * (position + 1) : null);
        times(stage, item);
        return stage;
    }

    private ObjectNode user(Item item, Chance life) {
        ObjectNode user = JSON.objectNode();
        String name = life.pick(Brazil.FIRST_NAMES) + " " + life.pick(Brazil.LAST_NAMES);
        long number = item.id() - USER_IDS;
        boolean left = number % 7 == 0;
        user.put("id", item.id());
        user.put("name", name);
        user.put("email", Brazil.ascii(name) + number + "@skyfit.example");
        user.put("lang", 4);
        user.put("locale", "pt_BR");
        user.put("timezone_name", "America/Sao_Paulo");
        user.put("timezone_offset", "-03:00");
        user.put("default_currency", "BRL");
        user.put("icon_url", life.percent(50) ? "https://pictures.example/" + life.hex(12) + ".png" : null);
        user.put("active_flag", !left);
        user.put("is_deleted", item.deleted());
        user.put("is_admin", number == 1 ? 1 : 0);
        user.put("role_id", 1 + life.below(3));
        user.put("created", V1_TIME.format(Instant.ofEpochSecond(item.created())));
        user.put("has_created_company", number == 1);
        user.put("is_you", number == 1);
        user.putArray("access")
                .addObject()
                .put("app", "sales")
                .put("admin", number == 1)
                .put("permission_set_id", "ps-" + (1 + life.below(2)));
        user.put("phone", life.percent(70) ? "+55 11 3" + life.digits(3) + "-" + life.digits(4) : null);
        user.put("activated", true);
        user.put("modified", V1_TIME.format(Instant.ofEpochSecond(item.updated())));
        user.put("last_login", left ? null : V1_TIME.format(Instant.ofEpochSecond(item.updated())));
        return user;
    }

    private ObjectNode activityType(Item item) {
        ObjectNode type = JSON.objectNode();
        boolean own = item.id() > ACTIVITY_TYPES.size() - 1;
        String key = item.id() <= ACTIVITY_TYPES.size() ? ACTIVITY_TYPES.get((int) item.id() - 1) : "tipo_" + item.id();
        type.put("id", item.id());
        type.put("order_nr", item.id());
        type.put("name", key.replace('_', ' ') + (item.revision() == 0 ? "" : " " + (item.revision() + 1)));
        type.put("key_string", key);
        type.put("icon_key", own ? "bell" : key);
        type.put("active_flag", !item.deleted());
        type.put("color", own ? "FF8800" : null);
        type.put("is_custom_flag", own);
        type.put("add_time", V1_TIME.format(Instant.ofEpochSecond(item.created())));
        type.put("update_time", V1_TIME.format(Instant.ofEpochSecond(item.updated())));
        return type;
    }

    private long user(Chance chance) {
        return USER_IDS + chance.between(1, count("users"));
    }

    private static void times(ObjectNode record, Item item) {
        put(record, "add_time", Instant.ofEpochSecond(item.created()));
        put(record, "update_time", Instant.ofEpochSecond(item.updated()));
    }

    private static void labels(ObjectNode record, Chance chance) {
        ArrayNode labels = record.putArray("label_ids");
        for (int i = chance.below(3); i > 0; i--) {
            labels.add(i);
        }
    }

    private void activities(ObjectNode record, Chance chance) {
        int all = chance.below(12);
        int done = all == 0 ? 0 : chance.below(all + 1);
        putId(record, "next_activity_id", done < all ? chance.between(1, count("activities")) : 0);
        putId(record, "last_activity_id", done > 0 ? chance.between(1, count("activities")) : 0);
        record.put("activities_count", all);
        record.put("done_activities_count", done);
        record.put("undone_activities_count", all - done);
        record.put("files_count", chance.below(3));
        record.put("notes_count", chance.below(5));
        record.put("followers_count", 1 + chance.below(3));
        record.put("email_messages_count", chance.below(9));
    }

    private static void mails(ObjectNode record, Chance chance) {
        put(record, "last_incoming_mail_time", chance.percent(30) ? chance.time(1_735_700_000L, 1_767_200_000L) : null);
        put(record, "last_outgoing_mail_time", chance.percent(40) ? chance.time(1_735_700_000L, 1_767_200_000L) : null);
    }

    private static void dealCounts(ObjectNode record, Chance chance) {
        int won = chance.below(3);
        int lost = chance.below(3);
        record.put("open_deals_count", chance.below(3));
        record.put("related_open_deals_count", chance.below(2));
        record.put("closed_deals_count", won + lost);
        record.put("related_closed_deals_count", chance.below(2));
        record.put("won_deals_count", won);
        record.put("related_won_deals_count", chance.below(2));
        record.put("lost_deals_count", lost);
        record.put("related_lost_deals_count", chance.below(2));
    }

    private static void contact(ArrayNode contacts, String value, boolean primary, String label) {
        contacts.addObject().put("value", value).put("primary", primary).put("label", label);
    }

    private static ObjectNode address(Chance chance, Brazil.City city) {
        ObjectNode address = JSON.objectNode();
        String street = chance.pick(Brazil.STREETS);
        String number = String.valueOf(10 + chance.below(3_000));
        String district = chance.pick(Brazil.DISTRICTS);
        String code = city.postalPrefix() + chance.digits(3) + "-" + chance.digits(3);
        String text = street + ", " + number + " - " + district + ", " + city.name() + ", " + code + ", Brasil";
        address.put("value", text);
        address.put("street_number", number);
        address.put("route", street);
        address.put("subpremise", chance.percent(30) ? "Sala " + (1 + chance.below(40)) : null);
        address.put("sublocality", district);
        address.put("locality", city.name());
        address.put("admin_area_level_1", city.state());
        address.put("admin_area_level_2", city.region());
        address.put("country", "Brasil");
        address.put("postal_code", code);
        address.put("formatted_address", text);
        return address;
    }

    private static String uuid(Chance chance) {
        return List.of(8, 4, 4, 4, 12).stream().map(chance::hex).collect(Collectors.joining("-"));
    }

    private static void put(ObjectNode record, String field, @Nullable Instant time) {
        record.put(field, time == null ? null : time.toString());
    }

    private static void put(ObjectNode record, String field, @Nullable Double number) {
        record.put(field, number);
    }

    private static void putInt(ObjectNode record, String field, @Nullable Integer number) {
        record.put(field, number);
    }

    private static void putId(ObjectNode record, String field, long id) {
        record.put(field, id == 0 ? null : id);
    }

    private static String date(Instant time) {
        return time.atZone(ZoneOffset.UTC).toLocalDate().toString();
    }

    private static String local(Instant time) {
        return time.atZone(COMPANY_ZONE).toLocalDate().toString();
    }
}

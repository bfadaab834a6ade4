package com.skyfit.simulator.pipedrive;

import static com.skyfit.simulator.pipedrive.CommonFields.date;
import static com.skyfit.simulator.pipedrive.CommonFields.labels;
import static com.skyfit.simulator.pipedrive.CommonFields.mails;
import static com.skyfit.simulator.pipedrive.CommonFields.put;
import static com.skyfit.simulator.pipedrive.CommonFields.putId;
import static com.skyfit.simulator.pipedrive.CommonFields.putInt;
import static com.skyfit.simulator.pipedrive.CommonFields.times;
import static com.skyfit.simulator.pipedrive.CommonFields.uuid;

import com.skyfit.simulator.world.Brazil;
import com.skyfit.simulator.world.Chance;
import com.skyfit.simulator.world.Item;
import com.skyfit.simulator.world.Population;
import com.skyfit.simulator.world.Shelf;
import com.skyfit.simulator.world.Shelves;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The records of a Pipedrive company: API v2, users v1 (reference of its API, objects). */
final class PipedriveRecords {

    static final int STAGES_OF_A_PIPELINE = 6;

    /** The ids of users are behind this one. */
    static final long USER_IDS = 25_760_000L;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    static final DateTimeFormatter V1_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final List<String> STAGE_NAMES =
            List.of("Lead", "Contato feito", "Visita agendada", "Aula experimental", "Proposta", "Fechamento");
    static final List<String> ACTIVITY_TYPES =
            List.of("call", "meeting", "task", "deadline", "email", "lunch", "aula_experimental");

    private final long seed;
    private final Shelves shelves;
    private final String scope;
    private final CommonFields common;
    private final DealRecords deals;
    private final Population population;
    private final long firstPerson;

    /**
     * The records of one company.
     *
     * @param firstPerson the number that the company's first person and first organization have in the population
     */
    PipedriveRecords(long seed, Shelves shelves, String scope, DealRecords deals, long firstPerson) {
        this.seed = seed;
        this.shelves = shelves;
        this.scope = scope;
        this.common = new CommonFields(shelves, scope);
        this.deals = deals;
        this.population = new Population(seed);
        this.firstPerson = firstPerson;
    }

    ObjectNode render(String entity, Item item) {
        if (PipedriveFields.isField(entity)) {
            return PipedriveFields.render(seed, scope, entity, item);
        }
        Shelf shelf = shelves.get(scope, entity);
        Chance life = Chance.ofLife(seed, shelf, item.id());
        Chance revision = Chance.ofRevision(seed, shelf, item.id(), item.revision());
        return switch (entity) {
            case "deals" -> deals.deal(item, life, revision);
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

    /** The keys of a company's own fields are its own: no two companies share one. */
    private String fieldKey(String name) {
        return PipedriveFields.ownKey(seed, scope, name);
    }

    private ObjectNode person(Item item, Chance life, Chance revision) {
        ObjectNode person = JSON.objectNode();
        Population.Person known = population.person(firstPerson + item.id() - 1);
        person.put("id", item.id());
        person.put("name", known.name());
        person.put("first_name", known.firstName());
        person.put("last_name", known.lastName());
        person.put("owner_id", common.user(revision));
        putId(person, "org_id", life.percent(30) ? life.between(1, common.count("organizations")) : 0);
        times(person, item);
        ArrayNode emails = person.putArray("emails");
        if (life.percent(90)) {
            contact(emails, known.email(), true, "home");
            if (life.percent(15)) {
                contact(
                        emails,
                        Brazil.ascii(known.firstName()) + item.id() + "@trabalho.exemplo.com.br",
                        false,
                        "work");
            }
        } else if (life.percent(50)) {
            contact(emails, "", true, "");
        }
        ArrayNode phones = person.putArray("phones");
        contact(phones, spaced(known.phone()), true, "mobile");
        person.put("is_deleted", item.deleted());
        person.put("visible_to", 3);
        labels(person, revision);
        putInt(person, "picture_id", life.percent(5) ? 1_000 + life.below(9_000) : null);
        person.put("notes", life.percent(20) ? "Prefere contato pela manhã.\nIndicação de amigo." : null);
        ArrayNode im = person.putArray("im");
        if (life.percent(10)) {
            contact(im, "@" + Brazil.ascii(known.firstName()), true, "instagram");
        }
        person.put("birthday", life.percent(60) ? date(life.time(-315_000_000L, 1_100_000_000L)) : null);
        person.put(
                "job_title",
                life.percent(30) ? life.pick(List.of("Gerente de RH", "Analista", "Sócio", "Diretora")) : null);
        if (life.percent(50)) {
            person.set("postal_address", address(life, known.city()));
        } else {
            person.putNull("postal_address");
        }
        person.putObject("custom_fields")
                .put(
                        fieldKey("objetivo"),
                        revision.pick(List.of("Emagrecer", "Hipertrofia", "Saúde", "Correr \"42 km\"")));
        dealCounts(person, revision);
        common.activities(person, revision);
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
        Population.Company known = population.company(firstPerson + item.id() - 1);
        organization.put("id", item.id());
        organization.put("name", known.name());
        organization.put("owner_id", common.user(revision));
        times(organization, item);
        if (life.percent(85)) {
            organization.set("address", address(life, life.pick(Brazil.CITIES)));
        } else {
            organization.putNull("address");
        }
        organization.put("is_deleted", item.deleted());
        organization.put("visible_to", 3);
        labels(organization, revision);
        organization.put("website", life.percent(60) ? "https://" + known.domain() : null);
        organization.put(
                "linkedin", life.percent(20) ? "https://linkedin.example/company/" + Brazil.ascii(known.name()) : null);
        putInt(organization, "industry", life.percent(70) ? 1 + life.below(20) : null);
        put(organization, "annual_revenue", life.percent(40) ? life.between(10_000_000, 900_000_000) / 100.0 : null);
        putInt(organization, "employee_count", life.percent(60) ? 3 + life.below(900) : null);
        organization
                .putObject("custom_fields")
                .put(
                        fieldKey("cnpj"),
                        life.digits(2) + "." + life.digits(3) + "." + life.digits(3) + "/0001-" + life.digits(2));
        dealCounts(organization, revision);
        common.activities(organization, revision);
        organization.put("people_count", 1 + revision.below(30));
        organization.put("smart_bcc_email", "skyfit+org" + item.id() + "@pipedrivemail.com");
        return organization;
    }

    private ObjectNode activity(Item item, Chance life, Chance revision) {
        ObjectNode activity = JSON.objectNode();
        String type = life.pick(ACTIVITY_TYPES);
        boolean done = revision.percent(70);
        boolean meeting = type.equals("meeting");
        long person = life.percent(80) ? life.between(1, common.count("persons")) : 0;
        Instant due = Instant.ofEpochSecond(item.created()).plus(life.below(20), ChronoUnit.DAYS);
        activity.put("id", item.id());
        activity.put(
                "subject",
                life.pick(List.of("Ligar para", "Confirmar aula com", "Enviar proposta a", "Visita de")) + " "
                        + life.pick(Brazil.FIRST_NAMES));
        activity.put("type", type);
        activity.put("owner_id", common.user(revision));
        activity.put("creator_user_id", common.user(life));
        activity.put("is_deleted", item.deleted());
        times(activity, item);
        putId(activity, "deal_id", life.percent(75) ? life.between(1, common.count("deals")) : 0);
        activity.put("lead_id", life.percent(5) ? uuid(life) : null);
        putId(activity, "person_id", person);
        putId(activity, "org_id", life.percent(25) ? life.between(1, common.count("organizations")) : 0);
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

    /** A number with eleven digits as people write it. */
    private static String spaced(String phone) {
        return "+55 " + phone.substring(0, 2) + " " + phone.substring(2, 7) + "-" + phone.substring(7);
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
}

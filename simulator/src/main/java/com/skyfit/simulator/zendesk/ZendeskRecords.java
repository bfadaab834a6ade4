package com.skyfit.simulator.zendesk;

import com.skyfit.simulator.world.Brazil;
import com.skyfit.simulator.world.Chance;
import com.skyfit.simulator.world.Item;
import com.skyfit.simulator.world.Population;
import com.skyfit.simulator.world.Shelf;
import com.skyfit.simulator.world.Shelves;
import com.skyfit.simulator.world.World;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The records of the Zendesk account (reference of its API, objects). */
final class ZendeskRecords {

    private static final List<String> SYSTEM_TYPES =
            List.of("subject", "description", "status", "tickettype", "priority", "group", "assignee", "custom_status");
    private static final List<String> OWN_TYPES =
            List.of("tagger", "text", "checkbox", "integer", "date", "multiselect", "regexp", "decimal");

    /** Ids are behind this one, beyond 32 bits. */
    static final long IDS = 46_406_158_000_000L;

    /** How many ticket fields there are: the system's and the account's own. */
    static final int FIELDS = SYSTEM_TYPES.size() + OWN_TYPES.size() + 1;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    /** The numbers of people and companies whom no company of Pipedrive knows are behind this one. */
    private static final long STRANGERS = 1_000_000_000L;

    private final World world;
    private final Population population;
    private final Shelves shelves;
    private final String baseUrl;

    ZendeskRecords(World world, Shelves shelves, String baseUrl) {
        this.world = world;
        this.population = new Population(world.seed());
        this.shelves = shelves;
        this.baseUrl = baseUrl;
    }

    private Shelf desk(String entity) {
        return shelves.get(ZendeskSource.SCOPE, entity);
    }

    ObjectNode render(String entity, Item item) {
        Shelf shelf = desk(entity);
        Chance life = Chance.ofLife(world.seed(), shelf, item.id());
        Chance revision = Chance.ofRevision(world.seed(), shelf, item.id(), item.revision());
        ObjectNode record = JSON.objectNode();
        record.put("url", baseUrl + "/api/v2/" + entity + "/" + item.id() + ".json");
        record.put("id", item.id());
        switch (entity) {
            case "tickets" -> ticket(record, item, life, revision);
            case "users" -> user(record, item, life, revision);
            case "organizations" -> organization(record, item, life, revision);
            case "groups" -> group(record, item);
            case "ticket_fields" -> field(record, item, life);
            case "ticket_forms" -> form(record, item);
            case "user_fields", "organization_fields" -> ZendeskPeopleFields.describe(entity, record, item);
            case "brands" -> brand(record, item);
            case "group_memberships" -> membership(record, item);
            case "satisfaction_ratings" -> rating(record, item, life, revision);
            case "ticket_metric_events" -> metricEvent(record, item, life);
            default -> throw new IllegalArgumentException("No such entity: " + entity);
        }
        return record;
    }

    /** Whether the lists leave it out: closed for more than 120 days. */
    boolean isArchivedTicket(Item item) {
        return !item.deleted()
                && course(item).status().equals("closed")
                && item.updated() < world.now().getEpochSecond() - 120L * 86_400;
    }

    private TicketCourse.State course(Item ticket) {
        return new TicketCourse(world.seed(), desk("tickets"), desk("groups").founders(), agents()).now(ticket);
    }

    private void ticket(ObjectNode ticket, Item item, Chance life, Chance revision) {
        TicketCourse.State state = course(item);
        String status = item.deleted() ? "deleted" : state.status();
        String subject = life.pick(Brazil.TICKET_SUBJECTS);
        String channel = life.pick(List.of("email", "web", "whatsapp", "api"));
        boolean assigned = !status.equals("new");
        ticket.put("external_id", life.percent(10) ? "EVO-" + life.digits(7) : null);
        ObjectNode via = ticket.putObject("via");
        via.put("channel", channel);
        ObjectNode from = via.putObject("source").putObject("from");
        if (channel.equals("email")) {
            from.put("address", "cliente" + life.digits(4) + "@exemplo.com.br")
                    .put("name", life.pick(Brazil.FIRST_NAMES));
        }
        via.withObject("source").putObject("to");
        via.withObject("source").putNull("rel");
        ticket.put("created_at", time(item.created()));
        ticket.put("updated_at", time(item.updated()));
        ticket.put("generated_timestamp", item.updated());
        ticket.put("type", life.pick(List.of("question", "incident", "problem", "task")));
        ticket.put("subject", subject);
        ticket.put("raw_subject", subject);
        ticket.put("description", "Olá,\n\n" + subject + ". Podem me ajudar?\n\nObrigado(a)");
        ticket.put("priority", revision.percent(80) ? revision.pick(List.of("low", "normal", "high", "urgent")) : null);
        ticket.put("status", status);
        ticket.put("recipient", channel.equals("email") ? "atendimento@skyfit.example" : null);
        long requester = among(life, "users");
        ticket.put("requester_id", requester);
        ticket.put("submitter_id", requester);
        putId(ticket, "assignee_id", assigned ? agent(state.agent()) : 0);
        putId(ticket, "organization_id", life.percent(30) ? among(life, "organizations") : 0);
        putId(ticket, "group_id", assigned ? IDS + 1 + state.group() : 0);
        ids(ticket, "collaborator_ids", revision, 3);
        ids(ticket, "follower_ids", revision, 2);
        ids(ticket, "email_cc_ids", revision, 2);
        putId(ticket, "forum_topic_id", life.percent(1) ? IDS + life.below(900) : 0);
        putId(ticket, "problem_id", life.percent(3) ? among(life, "tickets") : 0);
        ticket.put("has_incidents", life.percent(2));
        ticket.put("is_public", life.percent(97));
        ticket.put("due_at", life.percent(5) ? time(item.created() + 3 * 86_400) : null);
        tags(ticket, revision, List.of("cobranca", "app", "catraca", "vip", "cancelamento", "unidade_são_paulo"));
        ArrayNode fields = ticket.putArray("custom_fields");
        ownFields(fields, life, revision);
        ObjectNode rating = ticket.putObject("satisfaction_rating");
        String score = revision.pick(List.of("unoffered", "unoffered", "offered", "good", "bad"));
        rating.put("score", score);
        if (score.equals("good")) {
            rating.put("comment", "Muito bom!");
        }
        ticket.putArray("sharing_agreement_ids");
        ticket.put("custom_status_id", IDS + 500 + Math.floorMod(status.hashCode(), 6));
        ticket.put("encoded_id", life.hex(6).toUpperCase(Locale.ROOT) + "-" + life.hex(4));
        ticket.set("fields", fields.deepCopy());
        ticket.putArray("followup_ids");
        ticket.put("ticket_form_id", among(life, "ticket_forms"));
        ticket.put("brand_id", IDS + 700);
        ticket.put("allow_channelback", false);
        ticket.put("allow_attachments", true);
        ticket.put("from_messaging_channel", channel.equals("whatsapp"));
        ticket.put("support_type", "agent");
        if (!item.deleted()) {
            ticket.set("metric_set", metrics(item, state, life, revision));
        }
    }

    private void ownFields(ArrayNode fields, Chance life, Chance revision) {
        long first = IDS + SYSTEM_TYPES.size() + 1;
        fields.addObject().put("id", first).put("value", life.pick(List.of("plano_anual", "plano_black", "plano_fit")));
        fields.addObject()
                .put("id", first + 1)
                .put("value", revision.percent(50) ? "Contrato " + life.digits(6) : null);
        fields.addObject().put("id", first + 2).put("value", revision.percent(30));
        fields.addObject().put("id", first + 3).put("value", String.valueOf(revision.below(1_000)));
        fields.addObject()
                .put("id", first + 4)
                .put("value", revision.percent(40) ? "2026-0" + (1 + life.below(9)) + "-15" : null);
        fields.addObject()
                .put("id", first + 5)
                .putArray("value")
                .add("musculacao")
                .add("natacao");
        fields.addObject().put("id", first + 6).put("value", life.digits(3) + "." + life.digits(3));
        fields.addObject().put("id", first + 7).put("value", revision.percent(50) ? revision.below(900) + ".50" : "");
    }

    private ObjectNode metrics(Item item, TicketCourse.State state, Chance life, Chance revision) {
        ObjectNode metrics = JSON.objectNode();
        boolean assigned = !state.status().equals("new");
        boolean solved = state.status().equals("solved") || state.status().equals("closed");
        long first = item.created() + life.between(60, 7_200);
        metrics.put("url", baseUrl + "/api/v2/ticket_metrics/" + (item.id() + 1_000_000) + ".json");
        metrics.put("id", item.id() + 1_000_000);
        metrics.put("ticket_id", item.id());
        metrics.put("created_at", time(item.created()));
        metrics.put("updated_at", time(item.updated()));
        metrics.put("group_stations", 1 + revision.below(3));
        metrics.put("assignee_stations", assigned ? 1 + revision.below(3) : 0);
        metrics.put("reopens", life.below(2) + state.reopens());
        metrics.put("replies", revision.below(8));
        metrics.put("assignee_updated_at", assigned ? time(item.updated()) : null);
        metrics.put("requester_updated_at", time(item.created()));
        metrics.put("status_updated_at", time(item.updated()));
        metrics.put("initially_assigned_at", assigned ? time(first) : null);
        metrics.put("assigned_at", assigned ? time(first) : null);
        metrics.put("solved_at", solved ? time(item.updated()) : null);
        metrics.put("latest_comment_added_at", time(item.updated()));
        metrics.put("custom_status_updated_at", time(item.updated()));
        minutes(metrics, "reply_time_in_minutes", (first - item.created()) / 60);
        metrics.putObject("reply_time_in_seconds").put("calendar", first - item.created());
        minutes(metrics, "first_resolution_time_in_minutes", solved ? (item.updated() - item.created()) / 60 : null);
        minutes(metrics, "full_resolution_time_in_minutes", solved ? (item.updated() - item.created()) / 60 : null);
        minutes(metrics, "agent_wait_time_in_minutes", revision.between(0, 900));
        minutes(metrics, "requester_wait_time_in_minutes", revision.between(0, 900));
        minutes(metrics, "on_hold_time_in_minutes", revision.between(0, 300));
        return metrics;
    }

    private static void minutes(ObjectNode metrics, String name, @Nullable Long minutes) {
        metrics.putObject(name).put("calendar", minutes).put("business", minutes == null ? null : minutes / 3);
    }

    private void user(ObjectNode user, Item item, Chance life, Chance revision) {
        boolean agent = isAgent(item.id());
        Population.Person person =
                population.person(agent || life.percent(40) ? STRANGERS + item.id() - IDS : item.id() - IDS);
        user.put("name", person.name());
        user.put(
                "email",
                item.deleted()
                        ? null
                        : agent
                                ? Brazil.ascii(person.name()) + item.id() % 100_000 + "@skyfit.example"
                                : person.email());
        user.put("created_at", time(item.created()));
        user.put("updated_at", time(item.updated()));
        user.put("time_zone", "Brasilia");
        user.put("iana_time_zone", "America/Sao_Paulo");
        user.put("phone", item.deleted() || life.percent(40) ? null : "+55" + person.phone());
        user.put("shared_phone_number", life.percent(50) ? null : life.percent(10));
        if (life.percent(10)) {
            user.putObject("photo")
                    .put("id", item.id() + 7_000_000)
                    .put("file_name", "foto.png")
                    .put("content_type", "image/png");
        } else {
            user.putNull("photo");
        }
        user.put("locale_id", 19);
        user.put("locale", "pt-BR");
        putId(user, "organization_id", !agent && life.percent(20) ? among(life, "organizations") : 0);
        user.put("role", agent ? (item.id() % 10 == 1 ? "admin" : "agent") : "end-user");
        user.put("verified", life.percent(90));
        user.put("external_id", life.percent(50) ? "member-" + life.digits(6) : null);
        tags(user, revision, List.of("vip", "corporativo", "inadimplente"));
        user.put("alias", agent ? life.pick(Brazil.FIRST_NAMES) : null);
        user.put("active", !item.deleted());
        if (item.deleted()) {
            user.put("permanently_deleted", life.percent(20));
        }
        user.put("shared", false);
        user.put("shared_agent", false);
        user.put("last_login_at", agent || life.percent(30) ? time(item.updated()) : null);
        put(user, "two_factor_auth_enabled", agent ? Boolean.TRUE : null);
        user.put("signature", agent ? "Equipe SkyFit" : null);
        user.put("details", life.percent(5) ? "Cliente desde a inauguração" : null);
        user.put("notes", life.percent(5) ? "Ligar depois das 18h" : null);
        user.put("role_type", agent ? 4 : null);
        putId(user, "custom_role_id", agent ? IDS + 900 : 0);
        put(user, "is_billing_admin", agent ? Boolean.FALSE : null);
        user.put("moderator", agent);
        user.put("ticket_restriction", agent ? null : "requested");
        user.put("only_private_comments", false);
        user.put("restricted_agent", !agent);
        user.put("suspended", life.percent(1));
        putId(user, "default_group_id", agent ? among(life, "groups") : 0);
        user.put("report_csv", agent);
        ZendeskPeopleFields.fill(
                user.putObject("user_fields"), item, life.pick(Brazil.CITIES).name());
        if (life.percent(8)) {
            user.putObject("suspension_details").put("reason", "spam");
        }
    }

    private void organization(ObjectNode organization, Item item, Chance life, Chance revision) {
        Population.Company company =
                population.company(life.percent(70) ? item.id() - IDS : STRANGERS + item.id() - IDS);
        organization.put("name", company.name());
        organization.put("shared_tickets", life.percent(30));
        organization.put("shared_comments", life.percent(30));
        organization.put("external_id", life.percent(50) ? "org-" + life.digits(5) : null);
        organization.put("created_at", time(item.created()));
        organization.put("updated_at", time(item.updated()));
        organization.putArray("domain_names").add(company.domain());
        organization.put("details", life.percent(40) ? "Convênio corporativo" : null);
        organization.put("notes", revision.percent(30) ? "Renovar contrato" : null);
        putId(organization, "group_id", life.percent(40) ? IDS + 1 + life.below(8) : 0);
        tags(organization, revision, List.of("convenio", "parceiro"));
        organization.putObject("organization_fields").put("desde", "2024-11-04T00:00:00+00:00");
        organization.put("deleted_at", item.deleted() ? time(item.updated()) : null);
    }

    private static void group(ObjectNode group, Item item) {
        List<String> names = List.of(
                "Financeiro", "Recepção", "Retenção", "Aplicativo", "Infraestrutura", "Ouvidoria", "Corporativo", "N2");
        group.put("is_public", item.id() % 5 != 0);
        group.put("name", names.get((int) ((item.id() - IDS - 1) % names.size())));
        group.put("description", item.id() % 2 == 0 ? "Atendimento de segunda a sábado" : "");
        group.put("default", item.id() == IDS + 1);
        group.put("deleted", item.deleted());
        group.put("created_at", time(item.created()));
        group.put("updated_at", time(item.updated()));
    }

    private static void field(ObjectNode field, Item item, Chance life) {
        int position = (int) (item.id() - IDS - 1);
        boolean system = position < SYSTEM_TYPES.size();
        boolean lookup = position == FIELDS - 1;
        String type =
                system ? SYSTEM_TYPES.get(position) : lookup ? "lookup" : OWN_TYPES.get(position - SYSTEM_TYPES.size());
        String title = system ? "Campo " + type : "Próprio " + type;
        field.put("type", type);
        field.put("title", title);
        field.put("raw_title", system ? "{{zd." + type + "}}" : title);
        field.put("description", "Descrição de " + title);
        field.put("raw_description", "Descrição de " + title);
        field.put("position", position);
        field.put("active", position % 6 != 5);
        field.put("required", position < 2);
        field.put("collapsed_for_agents", false);
        field.put("regexp_for_validation", type.equals("regexp") ? "\\A[0-9]{3}\\.[0-9]{3}\\z" : null);
        field.put("title_in_portal", title);
        field.put("raw_title_in_portal", title);
        field.put("visible_in_portal", position % 2 == 0);
        field.put("editable_in_portal", position % 2 == 0);
        field.put("required_in_portal", position < 2);
        field.put("agent_can_edit", true);
        field.put("tag", type.equals("checkbox") ? "aceite_contrato" : null);
        field.put("created_at", time(item.created()));
        field.put("updated_at", time(item.updated()));
        field.put("removable", !system);
        field.put("key", system ? null : position % 3 == 0 ? "standard::ticket_" + type : null);
        field.put("agent_description", system ? null : "Uso interno");
        field.put("raw_agent_description", system ? null : "Uso interno");
        if (type.equals("tagger") || type.equals("multiselect")) {
            ArrayNode options = field.putArray("custom_field_options");
            for (String value : List.of("plano_anual", "plano_black", "plano_fit")) {
                options.addObject()
                        .put("id", item.id() * 10 + options.size())
                        .put("name", value)
                        .put("raw_name", value)
                        .put("value", value)
                        .put("default", false);
            }
        }
        if (type.equals("priority") || type.equals("status")) {
            field.put("sub_type_id", 0);
            field.putArray("system_field_options")
                    .addObject()
                    .put("name", "Aberto")
                    .put("value", "open");
        }
        if (type.equals("custom_status")) {
            field.putArray("custom_statuses").addObject().put("id", IDS + 500).put("status_category", "open");
        }
        if (lookup) {
            field.put("relationship_target_type", "zen:user");
            field.putObject("relationship_filter").putArray("all");
        }
        if (!system) {
            field.put("creator_user_id", IDS + 1);
            field.put("creator_app_name", life.percent(50) ? "Conector EVO" : null);
        }
    }

    private static void form(ObjectNode form, Item item) {
        int position = (int) (item.id() - IDS - 1);
        String name = List.of("Padrão", "Financeiro", "Cancelamento", "Infraestrutura")
                .get(position % 4);
        form.put("name", name);
        form.put("raw_name", name);
        form.put("display_name", name);
        form.put("raw_display_name", name);
        form.put("end_user_visible", position < 3);
        form.put("position", position);
        ArrayNode fields = form.putArray("ticket_field_ids");
        for (int i = 1; i <= 5 + position; i++) {
            fields.add(IDS + i);
        }
        form.put("active", !item.deleted());
        form.put("default", position == 1);
        form.put("in_all_brands", position != 3);
        ArrayNode brands = form.putArray("restricted_brand_ids");
        if (position == 3) {
            brands.add(IDS + 700);
        }
        form.putArray("end_user_conditions");
        form.putArray("agent_conditions");
        form.put("form_type", "standard");
        form.put("created_at", time(item.created()));
        form.put("updated_at", time(item.updated()));
        form.put("deleted_at", item.deleted() ? time(item.updated()) : null);
    }

    private static void brand(ObjectNode brand, Item item) {
        boolean first = item.id() == IDS + 700;
        String name = first ? "SkyFit" : "SkyFit Corporativo";
        brand.put("name", name);
        brand.put("subdomain", Brazil.ascii(name));
        brand.put("brand_url", "https://" + Brazil.ascii(name) + ".zendesk.example");
        brand.put("host_mapping", first ? "ajuda.skyfit.example" : null);
        brand.put("active", true);
        brand.put("default", first);
        brand.put("is_deleted", item.deleted());
        brand.put("has_help_center", first);
        brand.put("help_center_state", first ? "enabled" : "disabled");
        brand.putArray("ticket_form_ids").add(IDS + 1);
        if (first) {
            brand.putObject("logo").put("id", IDS + 900).put("file_name", "logo.png");
        } else {
            brand.putNull("logo");
        }
        brand.put("signature_template", "{{agent.signature}}");
        brand.put("created_at", time(item.created()));
        brand.put("updated_at", time(item.updated()));
    }

    /** How many memberships there are: each agent is in two groups. */
    static int memberships(Shelf users) {
        return 2 * (1 + (users.founders() - 1) / 20);
    }

    private void membership(ObjectNode membership, Item item) {
        long number = item.id() - IDS - 1;
        membership.put("user_id", IDS + 1 + 20 * (number / 2));
        membership.put(
                "group_id", IDS + 1 + Math.floorMod(number, desk("groups").founders()));
        membership.put("default", number % 2 == 0);
        membership.put("created_at", time(item.created()));
        membership.put("updated_at", time(item.updated()));
    }

    private void rating(ObjectNode rating, Item item, Chance life, Chance revision) {
        boolean good = revision.percent(80);
        rating.put("assignee_id", agent(life));
        rating.put("group_id", among(life, "groups"));
        rating.put("requester_id", among(life, "users"));
        rating.put("ticket_id", among(life, "tickets"));
        rating.put("score", good ? "good" : "bad");
        rating.put("comment", revision.percent(30) ? "Atendimento rápido" : null);
        rating.put("reason", good ? null : "Demorou demais");
        putId(rating, "reason_id", good ? 0 : IDS + 800);
        rating.put("reason_code", good ? null : 1000);
        rating.put("created_at", time(item.created()));
        rating.put("updated_at", time(item.updated()));
    }

    private void metricEvent(ObjectNode event, Item item, Chance life) {
        event.remove("url");
        String type = life.pick(List.of("activate", "fulfill", "update_status", "apply_sla", "breach"));
        event.put("ticket_id", among(life, "tickets"));
        event.put("metric", life.pick(List.of("reply_time", "agent_work_time", "requester_wait_time")));
        event.put("instance_id", 1 + life.below(3));
        event.put("type", type);
        event.put("time", time(item.updated()));
        if (type.equals("apply_sla")) {
            event.putObject("sla").put("target", 60).put("business_hours", false);
        }
        if (type.equals("update_status")) {
            event.putObject("status").put("calendar", life.below(500)).put("business", life.below(200));
        }
        if (type.equals("breach")) {
            event.put("deleted", item.deleted());
        }
    }

    /** Every twentieth user works here. */
    private static boolean isAgent(long id) {
        return (id - IDS) % 20 == 1;
    }

    private int agents() {
        return 1 + (desk("users").founders() - 1) / 20;
    }

    private static long agent(int number) {
        return IDS + 1 + 20L * number;
    }

    private long agent(Chance chance) {
        return agent(chance.below(agents()));
    }

    private long among(Chance chance, String entity) {
        return IDS + chance.between(1, desk(entity).founders());
    }

    private void ids(ObjectNode record, String field, Chance chance, int most) {
        ArrayNode ids = record.putArray(field);
        for (int i = chance.below(most + 1); i > 0; i--) {
            ids.add(agent(chance));
        }
    }

    private static void tags(ObjectNode record, Chance chance, List<String> known) {
        ArrayNode tags = record.putArray("tags");
        for (String tag : known) {
            if (chance.percent(30)) {
                tags.add(tag);
            }
        }
    }

    private static void put(ObjectNode record, String field, @Nullable Boolean value) {
        record.put(field, value);
    }

    private static void putId(ObjectNode record, String field, long id) {
        record.put(field, id == 0 ? null : id);
    }

    private static String time(long second) {
        return Instant.ofEpochSecond(second).toString();
    }
}

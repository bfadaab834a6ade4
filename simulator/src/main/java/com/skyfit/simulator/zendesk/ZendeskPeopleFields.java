package com.skyfit.simulator.zendesk;

import com.skyfit.simulator.world.Item;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/** The account's own fields of users and organizations: their definitions, and the values of users. */
final class ZendeskPeopleFields {

    private record Field(String key, String title, String type) {}

    private static final List<Field> OF_USERS = List.of(
            new Field("unidade_preferida", "Unidade preferida", "text"),
            new Field("data_matricula", "Data da matrícula", "date"),
            new Field("plano", "Plano", "dropdown"),
            new Field("interesses", "Interesses", "multiselect"),
            new Field("aceita_contato", "Aceita contato", "checkbox"),
            new Field("visitas_no_mes", "Visitas no mês", "integer"),
            new Field("codigo_evo", "Código EVO", "regexp"),
            new Field("consultor", "Consultor", "lookup"));

    private static final List<Field> OF_ORGANIZATIONS = List.of(
            new Field("desde", "Cliente desde", "date"),
            new Field("segmento", "Segmento", "dropdown"),
            new Field("parceira", "Parceira", "checkbox"),
            new Field("inscricao", "Inscrição", "regexp"),
            new Field("gerente", "Gerente", "lookup"));

    private static final List<String> PLANS = List.of("Plano anual", "Plano black", "Plano fit");

    private ZendeskPeopleFields() {}

    /** How many there are of an entity. */
    static int count(String entity) {
        return fields(entity).size();
    }

    private static List<Field> fields(String entity) {
        return entity.equals("user_fields") ? OF_USERS : OF_ORGANIZATIONS;
    }

    /** A definition. */
    static void describe(String entity, ObjectNode record, Item item) {
        int position = (int) (item.id() - ZendeskRecords.IDS - 1);
        Field field = fields(entity).get(position % fields(entity).size());
        record.put("type", field.type());
        record.put("key", field.key());
        record.put("title", field.title());
        record.put("raw_title", field.title());
        record.put("description", "Descrição de " + field.title());
        record.put("raw_description", "Descrição de " + field.title());
        record.put("position", position);
        record.put("active", position != 3);
        record.put("system", false);
        record.put("regexp_for_validation", field.type().equals("regexp") ? "\\A[0-9]{6}\\z" : null);
        record.put("tag", field.type().equals("checkbox") ? field.key() : null);
        if (field.type().equals("dropdown") || field.type().equals("multiselect")) {
            for (String plan : PLANS) {
                record.withArray("custom_field_options")
                        .addObject()
                        .put("id", item.id() * 10 + PLANS.indexOf(plan))
                        .put("name", plan)
                        .put("raw_name", plan)
                        .put("value", value(plan));
            }
        }
        if (field.type().equals("lookup")) {
            record.put("relationship_target_type", "zen:user");
            record.putObject("relationship_filter").putArray("all");
        }
        record.put("created_at", Instant.ofEpochSecond(item.created()).toString());
        record.put("updated_at", Instant.ofEpochSecond(item.updated()).toString());
    }

    private static String value(String plan) {
        return plan.toLowerCase(Locale.ROOT).replace(' ', '_');
    }

    /** What a user has of them; dates are complete times. */
    static void fill(ObjectNode values, Item user, String city) {
        int number = (int) (user.id() % 1_000);
        values.put("unidade_preferida", city);
        values.put("data_matricula", number % 3 == 0 ? null : "2025-0" + (1 + number % 9) + "-15T00:00:00+00:00");
        values.put("plano", number % 4 == 0 ? null : value(PLANS.get(number % PLANS.size())));
        values.putArray("interesses").add(value(PLANS.get(number % PLANS.size())));
        values.put("aceita_contato", number % 2 == 0);
        values.put("visitas_no_mes", number % 31);
        values.put("codigo_evo", "%06d".formatted(number));
        values.putNull("consultor");
    }
}

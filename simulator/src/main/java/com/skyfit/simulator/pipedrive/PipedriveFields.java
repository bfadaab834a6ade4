package com.skyfit.simulator.pipedrive;

import com.skyfit.simulator.world.Chance;
import com.skyfit.simulator.world.Item;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The definitions of a company's fields. They have no id and no time, only a code that identifies them. */
final class PipedriveFields {

    /** The entities that hold definitions, with the last part of their path. */
    static final Map<String, String> ENTITY_BY_PATH = Map.of(
            "dealFields", "deal_fields",
            "personFields", "person_fields",
            "organizationFields", "organization_fields",
            "activityFields", "activity_fields");

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private record Definition(String name, String title, String type, boolean own) {}

    private static final Map<String, List<Definition>> DEFINITIONS = Map.of(
            "deal_fields",
                    List.of(
                            new Definition("title", "Título", "varchar", false),
                            new Definition("value", "Valor", "monetary", false),
                            new Definition("status", "Status", "status", false),
                            new Definition("lost_reason", "Motivo da perda", "varchar_options", false),
                            new Definition("visita", "Local da visita", "address", true),
                            new Definition("unidade", "Unidade", "varchar", true),
                            new Definition("plano", "Plano", "enum", true),
                            new Definition("interesses", "Interesses", "set", true),
                            new Definition("matricula", "Matrícula", "monetary", true),
                            new Definition("inicio", "Início", "date", true)),
            "person_fields",
                    List.of(
                            new Definition("name", "Nome", "varchar", false),
                            new Definition("label_ids", "Etiquetas", "set", false),
                            new Definition("postal_address", "Endereço", "address", false),
                            new Definition("objetivo", "Objetivo", "varchar", true)),
            "organization_fields",
                    List.of(
                            new Definition("name", "Nome", "varchar", false),
                            new Definition("industry", "Setor", "enum", false),
                            new Definition("address", "Endereço", "address", false),
                            new Definition("cnpj", "CNPJ", "varchar", true)),
            "activity_fields",
                    List.of(
                            new Definition("subject", "Assunto", "varchar", false),
                            new Definition("location", "Local", "address", false),
                            new Definition("priority", "Prioridade", "enum", false)));

    private PipedriveFields() {}

    static boolean isField(String entity) {
        return DEFINITIONS.containsKey(entity);
    }

    /** How many there are in the beginning. */
    static int count(String entity) {
        return DEFINITIONS.getOrDefault(entity, List.of()).size();
    }

    /** The key of a company's own field: no two companies share one. */
    static String ownKey(long seed, String scope, String name) {
        return Chance.named(seed, scope + " field " + name).hex(40);
    }

    /** The code of the field with that number in the simulator, which no API shows. */
    static String code(long seed, String scope, String entity, long id) {
        Definition definition = definition(entity, id);
        return definition.own() ? ownKey(seed, scope, definition.name()) : definition.name();
    }

    private static Definition definition(String entity, long id) {
        List<Definition> known = DEFINITIONS.getOrDefault(entity, List.of());
        return id <= known.size()
                ? known.get((int) id - 1)
                : new Definition(entity + " " + id, "Campo " + id, "varchar", true);
    }

    /** A changed field has another name, and one option less at every second change. */
    static ObjectNode render(long seed, String scope, String entity, Item item) {
        Definition definition = definition(entity, item.id());
        ObjectNode field = JSON.objectNode();
        field.put("field_name", definition.title() + (item.revision() == 0 ? "" : " " + (item.revision() + 1)));
        field.put("field_code", code(seed, scope, entity, item.id()));
        field.put("description", definition.own() ? "Campo da empresa" : item.id() == 1 ? "Texto curto" : null);
        field.put("field_type", definition.type());
        options(field, definition, item.revision());
        subfields(field, definition);
        field.put("is_custom_field", definition.own());
        field.put("is_optional_response_field", definition.name().equals("label_ids"));
        field.put("is_writable", !definition.name().equals("status"));
        field.putObject("ui_visibility").put("add_visible_flag", true).put("details_visible_flag", true);
        if (!entity.equals("activity_fields")) {
            field.putObject("important_fields").put("enabled", false).putArray("stage_ids");
            field.putObject("required_fields").put("enabled", definition.own()).putArray("stage_ids");
        }
        return field;
    }

    private static void options(ObjectNode field, Definition definition, int revision) {
        switch (definition.type()) {
            case "status" -> {
                ArrayNode options = field.putArray("options");
                for (String status : List.of("open", "won", "lost", "deleted")) {
                    options.addObject().put("id", status).put("label", status);
                }
            }
            case "enum", "set", "varchar_options" -> {
                ArrayNode options = field.putArray("options");
                int count = revision % 2 == 0 ? 5 : 4;
                for (int i = 0; i < count; i++) {
                    options.addObject()
                            .put("id", (definition.type().equals("set") ? 201 : 101) + i)
                            .put("label", definition.title() + " " + (char) ('A' + i))
                            .put("color", i == 0 ? "green" : null)
                            .put("add_time", "2024-03-01T12:00:00Z")
                            .put("update_time", i == 1 ? "2025-03-01T12:00:00Z" : null);
                }
            }
            default -> field.putNull("options");
        }
    }

    private static void subfields(ObjectNode field, Definition definition) {
        if (!definition.type().equals("address")) {
            field.putNull("subfields");
            return;
        }
        ArrayNode subfields = field.putArray("subfields");
        for (String part : List.of("locality", "postal_code")) {
            subfields
                    .addObject()
                    .put("field_code", definition.name() + "_" + part)
                    .put("field_name", part)
                    .put("field_type", "varchar");
        }
    }
}

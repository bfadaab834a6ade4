package com.skyfit.lake.powerbi;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.gold.Transform;
import com.skyfit.lake.gold.custom.CustomFieldViews;
import com.skyfit.lake.models.Model;
import com.skyfit.lake.models.ModelProject;
import com.skyfit.lake.models.building.ModelBuilder;
import com.skyfit.lake.models.reading.ProjectReader;
import com.skyfit.lake.powerbi.star.Star;
import com.skyfit.lake.powerbi.star.StarReader;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.TestWarehouse;
import com.skyfit.lake.warehouse.Warehouse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;

/** The shipped models on the tables of the catalog, with a few records, a model of a user, and custom fields whose names are as bad as names can be. */
final class ShippedStar {

    /** What people may call a custom field. */
    static final List<String> HOSTILE = List.of(
            "Plano",
            "plano",
            "PLANO ",
            "it's",
            "\"quoted\"",
            "tab\there",
            "line\nbreak",
            "measure",
            "table = m",
            "a.b: c",
            "[x]] ]",
            "#(lf)",
            "/// description",
            "Início da ação",
            "👩‍💻 equipe",
            "select * from deals; --",
            "   ",
            "deal_key",
            "\\folder\\",
            "x".repeat(255));

    final Catalog catalog = CatalogReader.shipped();
    final ModelProject project;
    private final Star star;
    private final TestWarehouse database;

    ShippedStar(TestWarehouse database, Path home) throws Exception {
        this.database = database;
        Transform transform = new Transform(database.get());
        for (Source source : catalog.sources()) {
            for (Entity entity : source.entities()) {
                transform.prepare(source, entity);
            }
        }
        Path own = Files.createDirectories(home.resolve("models/models/bi"));
        Files.writeString(own.resolve("own it's [it].sql"), """
                {{ config(materialized='view') }}
                select scope_key, 1 as "a ""b"" [c]", 'x' as "d'e", array[1] as numbers, '{}'::jsonb as document from {{ ref('dim_scope') }}""");
        Files.writeString(own.resolve("own.yml"), """
                models:
                  - name: own it's [it]
                    description: "A model of a user's own."
                    columns:
                      - name: scope_key
                        data_tests: [not_null, {relationships: {arguments: {to: ref('dim_scope'), field: scope_key}}}]
                """);
        database.execute("""
                insert into ops.scope (scope, number) values ('comercial', 1), ('expansao', 2), ('support', 3)""");
        insert("pd_users", "user_id, name", "'comercial', false, 5, 'Ana'", "'expansao', false, 5, 'Rui'");
        insert(
                "pd_deals",
                "deal_id, user_id, person_id, status, value, currency, add_time, won_time, custom_fields",
                "'comercial', false, 1, 5, 8, 'won', 100, 'BRL', '2026-01-02', '2026-02-03', '{\"c0\": \"gold\"}'",
                "'expansao', false, 1, 6, null, 'open', 50, 'BRL', '2026-01-02', null, null");
        insert(
                "zd_tickets",
                "ticket_id, status, requester_id, created_at",
                "'support', false, 1, 'open', 11, '2026-01-01'");
        for (int i = 0; i < HOSTILE.size(); i++) {
            try (Connection connection = database.get().connect()) {
                Query.of(connection, """
                                insert into core.pd_deal_fields (_source_run_id, _file_id, _line_no, scope, is_deleted, field_code, field_name, field_type,
                                    is_custom_field)
                                values ('20260101T000000Z', 1, 1, 'comercial', false, :code, :name, 'varchar', true)""")
                        .bind("code", "c" + i)
                        .bind("name", HOSTILE.get(i))
                        .update();
            }
        }
        Warehouse warehouse = database.get();
        new CustomFieldViews(warehouse)
                .apply(catalog.source("pipedrive"), List.of("comercial", "expansao"), "20260101T000000Z");
        project = ProjectReader.read(home, catalog);
        for (Model model : project.models()) {
            new ModelBuilder(warehouse, List.of()).build(model, false);
        }
        try (Connection connection = warehouse.connect()) {
            star = StarReader.read(connection, project, catalog);
        }
    }

    private void insert(String table, String columns, String... rows) throws Exception {
        for (String row : rows) {
            database.execute("insert into core." + table + " (_source_run_id, _file_id, _line_no, scope, is_deleted, "
                    + columns + ") values ('20260101T000000Z', 1, 1, " + row + ")");
        }
    }

    ExportedModel exported(Language language) {
        return ModelOfStar.of(star, new Metrics(project.layer(), language), language, "db.example.com:5432", "skyfit");
    }

    PowerBiExport export(Language language) {
        return PowerBiExport.of(star, project.layer(), language, "db.example.com:5432", "skyfit");
    }
}

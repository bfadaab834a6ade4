package com.skyfit.lake.catalog.reading;

import com.skyfit.lake.catalog.Auth;
import com.skyfit.lake.catalog.Column;
import com.skyfit.lake.catalog.ColumnType;
import com.skyfit.lake.catalog.CustomFields;
import com.skyfit.lake.catalog.Deletions;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.History;
import com.skyfit.lake.catalog.Limits;
import com.skyfit.lake.catalog.Listing;
import com.skyfit.lake.catalog.Probe;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.catalog.ValuePath;
import com.skyfit.lake.catalog.expectation.BusinessCalendar;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes a source of a document in which no mistake was found. */
final class SourceMapping {

    private SourceMapping() {}

    static Source source(YamlNode source, Map<String, BusinessCalendar> calendars) {
        return new Source(
                source.at("source").text(),
                source.at("description").text(),
                source.at("scopes").at("setting").text(),
                texts(source.at("scopes").at("default")),
                source.at("base_url").text(),
                source.at("base_url_setting").text(),
                source.at("auth").items().stream().map(SourceMapping::auth).toList(),
                probe(source.at("probe")),
                source.at("success_field").text(),
                limits(source.at("limits")),
                source.at("refusals").items().stream()
                        .map(SourceMapping::refusal)
                        .toList(),
                ExpectationMapping.expectations(source, calendars),
                source.at("entities").members().stream()
                        .filter(entity -> !entity.at("enabled").isFalse())
                        .map(entity -> entity(entity, kinds(source.at("custom_field_types"))))
                        .toList());
    }

    private static Auth auth(YamlNode auth) {
        String secret = auth.at("secret").text();
        LocalDate lastDay = auth.at("last_day").isPresent()
                ? LocalDate.parse(auth.at("last_day").text())
                : null;
        if (auth.at("header").isPresent()) {
            return new Auth.Header(auth.at("header").text(), auth.at("scheme").text(), secret, lastDay);
        }
        if (auth.at("basic_user").isPresent()) {
            return new Auth.Basic(auth.at("basic_user").text(), secret, lastDay);
        }
        Auth.Client client = client(auth.at("client"));
        return auth.at("client_credentials").isPresent()
                ? new Auth.ClientCredentials(
                        client, auth.at("client_credentials").text(), lastDay)
                : new Auth.RefreshToken(client, auth.at("refresh_token").text(), lastDay);
    }

    private static Auth.Client client(YamlNode client) {
        return new Auth.Client(
                client.at("token_url").text(),
                client.at("token_url_setting").text(),
                client.at("id").text(),
                client.at("secret").text(),
                client.at("in").text().equals("header"));
    }

    private static @Nullable Probe probe(YamlNode probe) {
        return probe.isPresent()
                ? new Probe(
                        probe.at("who").text(),
                        probe.at("id").text(),
                        probe.at("admin").text(),
                        texts(probe.at("admin_is")),
                        probe.at("company").text(),
                        probe.at("company_name").text(),
                        probe.at("resource").text())
                : null;
    }

    private static Limits limits(YamlNode limits) {
        YamlNode shared = limits.at("shared");
        return new Limits(
                headers(limits.at("account")),
                headers(limits.at("day")),
                shared.isPresent()
                        ? new Limits.Shared(
                                shared.at("header").text(),
                                shared.at("remaining").text(),
                                shared.at("total").text(),
                                shared.at("resets").text())
                        : null);
    }

    private static Limits.Headers headers(YamlNode headers) {
        return new Limits.Headers(
                texts(headers.at("remaining")), texts(headers.at("total")), texts(headers.at("resets")));
    }

    private static Source.Refusal refusal(YamlNode refusal) {
        return new Source.Refusal(
                refusal.at("status").number(),
                refusal.at("contains").text(),
                refusal.at("web_page").isTrue(),
                Source.Refusal.Meaning.valueOf(refusal.at("means").text().toUpperCase(Locale.ROOT)));
    }

    private static Map<String, CustomFields.Kind> kinds(YamlNode types) {
        Map<String, CustomFields.Kind> kinds = new HashMap<>();
        for (YamlNode kind : types.members()) {
            for (YamlNode type : kind.texts()) {
                kinds.put(type.text(), CustomFields.Kind.valueOf(kind.name().toUpperCase(Locale.ROOT)));
            }
        }
        return kinds;
    }

    private static Entity entity(YamlNode entity, Map<String, CustomFields.Kind> kinds) {
        return new Entity(
                entity.name(),
                entity.at("description").text(),
                entity.at("api_generation").text(),
                entity.at("key").text(),
                paths(entity.at("version")),
                paths(entity.at("deleted")),
                entity.at("absent_means_deleted").isTrue(),
                deletions(entity.at("deletions")),
                entity.at("expect_rows").isTrue(),
                share(entity.at("most_quarantined"), Entity.USUAL_MOST_QUARANTINED),
                entity.at("most_requests").isPresent()
                        ? entity.at("most_requests").number()
                        : Entity.USUAL_MOST_REQUESTS,
                entity.at("optional").isTrue(),
                entity.at("listings").members().stream()
                        .map(SourceMapping::listing)
                        .toList(),
                entity.at("tables").members().stream()
                        .map(table -> table(table, kinds))
                        .toList());
    }

    private static Deletions deletions(YamlNode deletions) {
        String every = deletions.at("sweep_every").text();
        return new Deletions(
                deletions.at("listed").isTrue(),
                every.isEmpty() ? null : Duration.parse(every),
                deletions.at("most_absent").isPresent()
                        ? deletions.at("most_absent").value().asDouble()
                        : null);
    }

    private static double share(YamlNode share, double usual) {
        return share.isPresent() ? share.value().asDouble() : usual;
    }

    private static Listing listing(YamlNode listing) {
        Map<String, String> params = new LinkedHashMap<>();
        for (YamlNode param : listing.at("params").members()) {
            params.put(param.name(), param.value().asString());
        }
        return new Listing(
                listing.name(),
                listing.at("path").text(),
                listing.at("records").text(),
                Collections.unmodifiableMap(params),
                PagingKind.of(listing.at("paging")).orElseThrow().read(listing.at("paging")),
                IncrementalKind.of(listing.at("incremental")).orElseThrow().read(listing.at("incremental")),
                listing.at("cost").number(),
                listing.at("budget").text());
    }

    private static Table table(YamlNode table, Map<String, CustomFields.Kind> kinds) {
        List<Column> columns = new ArrayList<>();
        table.at("columns").members().forEach(column -> columns.add(column(column)));
        boolean isChild = table.at("rows").isPresent();
        if (!isChild && columns.stream().noneMatch(column -> column.content().isRest())) {
            columns.add(extra());
        }
        return new Table(
                table.name(),
                table.at("description").text(),
                texts(table.at("key")),
                table.at("rows").text(),
                columns,
                texts(table.at("ignored")),
                table.at("scope_views").isTrue(),
                customFields(table.at("custom_fields"), kinds),
                history(table.at("history")));
    }

    private static @Nullable History history(YamlNode history) {
        return history.isPresent()
                ? new History(
                        history.at("created").text(),
                        texts(history.at("columns")),
                        history.at("since").members().stream()
                                .map(since -> new History.Since(
                                        since.name(),
                                        since.at("time").text(),
                                        since.at("before").text()))
                                .toList())
                : null;
    }

    private static @Nullable CustomFields customFields(YamlNode fields, Map<String, CustomFields.Kind> kinds) {
        if (!fields.isPresent()) {
            return null;
        }
        YamlNode items = fields.at("items");
        String column = fields.at("values").text();
        YamlNode definitions = fields.at("definitions");
        return new CustomFields(
                items.isPresent()
                        ? new CustomFields.Values.Items(
                                column,
                                items.at("code").text(),
                                items.at("value").text())
                        : new CustomFields.Values.Members(column),
                new CustomFields.Definitions(
                        definitions.at("table").text(),
                        definitions.at("code").text(),
                        definitions.at("name").text(),
                        definitions.at("type").text(),
                        definitions.at("custom").text()),
                options(fields.at("options")),
                kinds);
    }

    private static CustomFields.@Nullable Options options(YamlNode options) {
        if (options.at("table").isPresent()) {
            return new CustomFields.Options.Rows(
                    options.at("table").text(),
                    options.at("field").text(),
                    options.at("id").text(),
                    options.at("label").text());
        }
        return options.isPresent()
                ? new CustomFields.Options.Items(
                        options.at("column").text(),
                        options.at("id").text(),
                        options.at("label").text())
                : null;
    }

    private static Column column(YamlNode column) {
        Column.Content content;
        YamlNode from = column.at("from");
        if (!from.members().isEmpty()) {
            SortedMap<String, Column.Content.FirstOf> scopes = new TreeMap<>();
            from.members().forEach(scope -> scopes.put(scope.name(), new Column.Content.FirstOf(paths(scope))));
            content = new Column.Content.ByScope(scopes);
        } else if (from.isPresent()) {
            content = new Column.Content.FirstOf(paths(from));
        } else if (column.at("label_of").isPresent()) {
            content = new Column.Content.LabelOf(column.at("label_of").text());
        } else if (column.at("rest").isPresent()) {
            content = new Column.Content.Rest(column.at("rest").text());
        } else {
            content = new Column.Content.Absent();
        }
        return new Column(
                column.name(),
                ColumnType.parse(column.at("type").text()),
                content,
                column.at("description").text(),
                // Nobody knows what fields the rest will hold.
                content.isRest() || column.at("personal").isPresent(),
                column.at("references").text());
    }

    private static Column extra() {
        return new Column(
                Table.EXTRA,
                ColumnType.Simple.JSONB,
                new Column.Content.Rest(""),
                "Every payload field that no column reads, as an object; empty if there is none.",
                true,
                "");
    }

    private static List<ValuePath> paths(YamlNode paths) {
        return paths.texts().stream().map(YamlNode::text).map(ValuePath::parse).toList();
    }

    private static List<String> texts(YamlNode texts) {
        return texts.texts().stream().map(YamlNode::text).toList();
    }
}

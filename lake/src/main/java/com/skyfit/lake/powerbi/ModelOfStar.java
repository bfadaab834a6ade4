package com.skyfit.lake.powerbi;

import com.skyfit.lake.models.display.ColumnDisplay;
import com.skyfit.lake.models.display.Title;
import com.skyfit.lake.powerbi.star.Star;
import com.skyfit.lake.powerbi.star.StarColumn;
import com.skyfit.lake.powerbi.star.StarTable;
import com.skyfit.lake.powerbi.tmdl.Column;
import com.skyfit.lake.powerbi.tmdl.ColumnName;
import com.skyfit.lake.powerbi.tmdl.Parameter;
import com.skyfit.lake.powerbi.tmdl.Partition;
import com.skyfit.lake.powerbi.tmdl.Role;
import com.skyfit.lake.powerbi.tmdl.Role.Filter;
import com.skyfit.lake.powerbi.tmdl.SemanticModel;
import com.skyfit.lake.powerbi.tmdl.StorageMode;
import com.skyfit.lake.powerbi.tmdl.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes a semantic model of a star. */
final class ModelOfStar {

    /** The column by which rows say to which account they belong; 0 in rows that belong to none, which everybody sees. */
    private static final String ACCOUNT = "scope_key";

    private static final String ACCOUNT_NAME = "scope";

    private final Star star;
    private final Language language;
    private final Tables tables;
    private final Relationships relationships;
    private final Metrics metrics;
    private final Measures measures;
    private final List<String> leftOut = new ArrayList<>();

    private ModelOfStar(Star star, Metrics metrics, Language language) {
        this.star = star;
        this.language = language;
        this.metrics = metrics;
        this.tables = new Tables(star, language, metrics.titlesByModel());
        this.relationships = new Relationships(tables, metrics.usualDays());
        this.measures = new Measures(metrics, tables, relationships, language);
    }

    /**
     * The model.
     *
     * @param server host and port of the database, as it is at first
     * @param database its name
     */
    static ExportedModel of(Star star, Metrics metrics, Language language, String server, String database) {
        return new ModelOfStar(star, metrics, language).model(server, database);
    }

    private ExportedModel model(String server, String database) {
        CustomTables custom = new CustomTables(star.customTables(), tables, language, this::mode);
        List<Table> all = new ArrayList<>();
        tables.all().forEach(table -> all.add(table(table)));
        all.addAll(custom.all());
        star.missing().forEach(model -> leftOut.add(model + " is not built: see 'skyfit models build'"));
        leftOut.addAll(measures.leftOut());
        SemanticModel model = new SemanticModel(
                language.culture(),
                List.of(
                        new Parameter(Rows.SERVER, server, StableId.of("parameter", Rows.SERVER)),
                        new Parameter(Rows.DATABASE, database, StableId.of("parameter", Rows.DATABASE))),
                all,
                Stream.concat(relationships.all().stream(), custom.relationships().stream())
                        .toList(),
                star.scopes().entrySet().stream().map(this::role).toList());
        return new ExportedModel(model, tables.all(), measures.names(), leftOut);
    }

    private Table table(Shown shown) {
        StarTable table = shown.star();
        List<Column> columns = new ArrayList<>();
        for (StarColumn column : table.columns()) {
            Optional<ColumnName> name = shown.column(column.name());
            Optional<ColumnType> type = ColumnType.of(column.type());
            if (name.isPresent() && type.isPresent()) {
                columns.add(column(shown, name.get(), column, type.get()));
            } else if (shown.role().isEmpty()) {
                leftOut.add(table.relation() + "." + column.name() + ", of type " + column.type()
                        + ": Power BI has none that holds its values");
            }
        }
        return new Table(
                shown.title(),
                Names.description(table.description()),
                table.model().equals(Star.CALENDAR),
                measures.of(shown),
                columns,
                new Partition(mode(shown), Rows.of(table.relation())),
                StableId.of("table", table.relation().toString(), shown.role()));
    }

    private Column column(Shown shown, ColumnName name, StarColumn column, ColumnType type) {
        StarTable table = shown.star();
        boolean isCalendar = table.model().equals(Star.CALENDAR);
        ColumnDisplay display = table.display().column(column.name());
        boolean isLabel =
                isCalendar || table.isKey(column.name()) || column.name().endsWith("_id");
        String usualFolder = isCalendar ? "" : type.folder(language);
        return new Column(
                name.name(),
                Names.description(column.description()),
                type.type(),
                column.name(),
                type.format(display, isLabel),
                display.folder().equals(Title.NONE) ? usualFolder : language.of(display.folder(), ""),
                display.sortBy().flatMap(shown::column).map(other -> other.name()),
                isCalendar && type == ColumnType.DAY && table.promises().identifies(column.name()),
                display.isHidden() || table.isKey(column.name()) || metrics.sumUp(table.model(), column.name()),
                StableId.of("column", table.relation().toString(), shown.role(), column.name()));
    }

    /** What others refer to and refers to nobody is small, and read beside facts and alone: both ways suit it. */
    private StorageMode mode(Shown table) {
        boolean isReferredTo =
                relationships.all().stream().anyMatch(one -> one.to().table().equals(table.title()));
        boolean refers =
                relationships.all().stream().anyMatch(one -> one.from().table().equals(table.title()));
        return isReferredTo && !refers ? StorageMode.DUAL : StorageMode.DIRECT_QUERY;
    }

    /**
     * Who may see one account. Facts follow the account by their relationship; a filter on a fact itself would forbid its measures to ask for another day
     * than the usual one.
     */
    private Role role(Map.Entry<String, Long> scope) {
        List<Filter> filters = new ArrayList<>();
        for (Shown table : tables.all()) {
            Optional<Filter> filter = Optional.empty();
            if (table.star().model().equals(Star.ACCOUNTS)) {
                filter = filter(table, ACCOUNT_NAME, " = " + Dax.text(scope.getKey()));
            } else if (!relationships.followAccounts(table)) {
                filter = filter(table, ACCOUNT, " IN { 0, " + scope.getValue() + " }");
            }
            filter.ifPresent(filters::add);
        }
        return new Role(scope.getKey(), filters);
    }

    private static Optional<Filter> filter(Shown table, String column, String condition) {
        return table.column(column).map(name -> new Filter(table.title(), Dax.column(name) + condition));
    }
}

package com.skyfit.lake.powerbi;

import com.skyfit.lake.models.Promises.Reference;
import com.skyfit.lake.models.display.Title;
import com.skyfit.lake.powerbi.star.Star;
import com.skyfit.lake.powerbi.star.StarColumn;
import com.skyfit.lake.powerbi.star.StarTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tables of a star with the titles that they and their columns get, each dimension once for each role. */
final class Tables {

    private final Star star;
    private final Language language;
    private final Names names = new Names();
    private final List<Shown> all = new ArrayList<>();

    /** The roles of each model, by the columns that refer to it; one without a name where it plays only one. */
    private final Map<String, Set<String>> roles = new HashMap<>();

    /**
     * Names everything.
     *
     * @param measures the titles of measures, by the model in whose table they are
     */
    Tables(Star star, Language language, Map<String, List<String>> measures) {
        this.star = star;
        this.language = language;
        Set<String> several = withSeveralRoles();
        for (StarTable table : star.tables()) {
            Set<String> played = several.contains(table.model()) ? referringColumns(table.model()) : Set.of("");
            roles.put(table.model(), played);
            for (String role : played) {
                all.add(shown(table, role, measures.getOrDefault(table.model(), List.of())));
            }
        }
    }

    /** The models to which one other refers by more than one column. There is one calendar only: measures say which day they mean. */
    private Set<String> withSeveralRoles() {
        Set<String> several = new HashSet<>();
        for (StarTable table : star.tables()) {
            Set<String> seen = new HashSet<>();
            for (Reference reference : table.promises().references()) {
                if (!reference.model().equals(Star.CALENDAR) && !seen.add(reference.model())) {
                    several.add(reference.model());
                }
            }
        }
        return several;
    }

    private Set<String> referringColumns(String model) {
        Set<String> columns = new LinkedHashSet<>();
        for (StarTable table : star.tables()) {
            table.promises().references().stream()
                    .filter(reference -> reference.model().equals(model))
                    .forEach(reference -> columns.add(reference.column()));
        }
        return columns;
    }

    private Shown shown(StarTable table, String role, List<String> measures) {
        Names taken = new Names();
        measures.forEach(taken::take);
        Map<String, String> columns = new LinkedHashMap<>();
        for (StarColumn column : table.columns()) {
            if (ColumnType.of(column.type()).isPresent() && isWritable(column.name())) {
                Title title = table.display().column(column.name()).title();
                String wanted = table.isKey(column.name()) ? column.name() : language.of(title, column.name());
                columns.put(column.name(), taken.take(wanted));
            }
        }
        return new Shown(table, role, names.take(title(table, role)), columns);
    }

    /** A name with characters that cannot be written is not one that anybody gave on purpose. */
    private static boolean isWritable(String name) {
        return name.chars().noneMatch(Character::isISOControl);
    }

    private String title(StarTable table, String role) {
        if (role.isEmpty()) {
            return language.of(table.display().title(), table.model());
        }
        for (StarTable referring : star.tables()) {
            for (Reference reference : referring.promises().references()) {
                if (reference.model().equals(table.model())
                        && reference.column().equals(role)) {
                    return language.of(referring.display().column(role).title(), role.replaceFirst("_key$", ""));
                }
            }
        }
        return role;
    }

    /** All of them, in the order of the star. */
    List<Shown> all() {
        return all;
    }

    /** A free title for a table that is not of the star. */
    String take(String wanted) {
        return names.take(wanted);
    }

    /** The tables of a model, in each of its roles. */
    List<Shown> of(String model) {
        return all.stream().filter(table -> table.star().model().equals(model)).toList();
    }

    /** The table that a reference leads to; empty where that model is not part of the export. */
    Optional<Shown> referred(Reference reference) {
        Set<String> played = roles.getOrDefault(reference.model(), Set.of());
        String role = played.contains("") ? "" : reference.column();
        return of(reference.model()).stream()
                .filter(table -> table.role().equals(role))
                .findFirst();
    }
}

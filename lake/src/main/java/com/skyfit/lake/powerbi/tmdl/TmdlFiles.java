package com.skyfit.lake.powerbi.tmdl;

import com.skyfit.lake.powerbi.tmdl.Relationship.Kind;
import com.skyfit.lake.powerbi.tmdl.Role.Filter;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Writes a model as the files of its folder {@code definition}. */
public final class TmdlFiles {

    /** What Power BI Desktop of 2025 writes. */
    private static final int COMPATIBILITY = 1601;

    private static final String PARAMETER =
            " meta [IsParameterQuery=true, Type=\"Text\", IsParameterQueryRequired=true]";

    private TmdlFiles() {}

    /**
     * The files by their paths below {@code definition}, {@code /} between folders. Equal models have equal files.
     *
     * @throws IllegalArgumentException if a name has control characters
     */
    public static Map<String, String> of(SemanticModel model) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("database.tmdl", database());
        files.put("model.tmdl", model(model));
        files.put("expressions.tmdl", parameters(model.parameters()));
        files.put("relationships.tmdl", relationships(model.relationships()));
        Set<String> taken = new HashSet<>();
        for (Table table : model.tables()) {
            files.put("tables/" + fileName(table.name(), taken), table(table));
        }
        taken.clear();
        for (Role role : model.roles()) {
            files.put("roles/" + fileName(role.name(), taken), role(role));
        }
        return files;
    }

    private static String database() {
        TmdlText text = new TmdlText();
        text.object("database", () -> text.word("compatibilityLevel", COMPATIBILITY));
        return text.toString();
    }

    private static String model(SemanticModel model) {
        TmdlText text = new TmdlText();
        text.object("model", "Model", "", () -> {
            text.word("culture", model.culture());
            text.word("defaultPowerBIDataSourceVersion", "powerBI_V3");
            text.flag("discourageImplicitMeasures", true);
            text.word("sourceQueryCulture", model.culture());
        });
        // There is a calendar; without this, Desktop would add a hidden one for each column of days.
        text.assigned("annotation", "__PBI_TimeIntelligenceEnabled", "0", () -> {});
        text.references("table", model.tables().stream().map(Table::name).toList());
        text.references("role", model.roles().stream().map(Role::name).toList());
        return text.toString();
    }

    private static String parameters(List<Parameter> parameters) {
        TmdlText text = new TmdlText();
        for (Parameter parameter : parameters) {
            text.assigned(
                    "expression",
                    parameter.name(),
                    M.text(parameter.value()) + PARAMETER,
                    () -> text.word("lineageTag", parameter.lineage()));
        }
        return text.toString();
    }

    private static String relationships(List<Relationship> relationships) {
        TmdlText text = new TmdlText();
        for (Relationship relationship : relationships) {
            text.object("relationship", relationship.id(), () -> {
                if (!relationship.isActive()) {
                    text.word("isActive", false);
                }
                text.flag("relyOnReferentialIntegrity", relationship.isComplete());
                if (relationship.kind() == Kind.ONE_TO_ONE) {
                    text.word("fromCardinality", "one");
                    text.word("crossFilteringBehavior", "bothDirections");
                }
                text.reference("fromColumn", relationship.from());
                text.reference("toColumn", relationship.to());
            });
        }
        return text.toString();
    }

    private static String table(Table table) {
        TmdlText text = new TmdlText();
        text.object("table", table.name(), table.description(), () -> {
            text.word("lineageTag", table.lineage());
            if (table.isCalendar()) {
                text.word("dataCategory", "Time");
            }
            table.measures().forEach(measure -> measure(text, measure));
            table.columns().forEach(column -> column(text, column));
            Partition partition = table.partition();
            text.assigned("partition", table.name(), "m", () -> {
                text.word("mode", partition.mode().word());
                text.property("source", partition.expression());
            });
        });
        return text.toString();
    }

    private static void measure(TmdlText text, Measure measure) {
        text.computed("measure", measure.name(), measure.description(), measure.expression(), () -> {
            text.text("formatString", measure.format());
            text.text("displayFolder", measure.folder());
            text.word("lineageTag", measure.lineage());
        });
    }

    private static void column(TmdlText text, Column column) {
        text.object("column", column.name(), column.description(), () -> {
            text.word("dataType", column.type().word());
            text.flag("isKey", column.isKey());
            text.flag("isHidden", column.isHidden());
            text.text("formatString", column.format().orElse(""));
            text.text("displayFolder", column.folder());
            text.word("lineageTag", column.lineage());
            text.word("summarizeBy", "none");
            text.text("sourceColumn", column.source());
            column.sortBy().ifPresent(other -> text.name("sortByColumn", other));
        });
    }

    private static String role(Role role) {
        TmdlText text = new TmdlText();
        text.object("role", role.name(), "", () -> {
            text.word("modelPermission", "read");
            for (Filter filter : role.filters()) {
                text.assigned("tablePermission", filter.table(), filter.expression(), () -> {});
            }
        });
        return text.toString();
    }

    /** A name that every system of files takes; another one for each name, also where capital letters make no difference. */
    private static String fileName(String name, Set<String> taken) {
        String plain = name.replaceAll("[\\\\/:*?\"<>|\\p{Cc}]", "_").replaceAll("[. ]+$", "_");
        String cut =
                plain.substring(0, plain.offsetByCodePoints(0, Math.min(100, plain.codePointCount(0, plain.length()))));
        String free = cut.matches("(?i)con|prn|aux|nul|(com|lpt)[0-9]") ? cut + "_" : cut;
        for (int number = 2; !taken.add(free.toLowerCase(Locale.ROOT)); number++) {
            free = cut + "_" + number;
        }
        return free + ".tmdl";
    }
}

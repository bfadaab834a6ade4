package com.skyfit.lake.powerbi;

import com.skyfit.lake.models.display.ColumnDisplay;
import com.skyfit.lake.models.display.Form;
import com.skyfit.lake.powerbi.tmdl.DataType;
import java.util.Optional;

/** The types of PostgreSQL that Power BI has an equal of, and how their values are shown and listed unless somebody says otherwise. */
enum ColumnType {
    WHOLE(DataType.INT64, "#,0", "", ""),
    NUMBER(DataType.DOUBLE, "#,0.00", "", ""),
    TEXT(DataType.STRING, "", "", ""),
    FLAG(DataType.BOOLEAN, "", "Yes or no", "Sim ou não"),
    DAY(DataType.DATE_TIME, "Short Date", "Days and times", "Datas e horas"),
    MOMENT(DataType.DATE_TIME, "General Date", "Days and times", "Datas e horas"),
    TIME(DataType.DATE_TIME, "Long Time", "Days and times", "Datas e horas");

    private static final String PLAIN = "0";

    private final DataType type;
    private final String format;
    private final String folder;
    private final String folderPt;

    ColumnType(DataType type, String format, String folder, String folderPt) {
        this.type = type;
        this.format = format;
        this.folder = folder;
        this.folderPt = folderPt;
    }

    /**
     * The type; empty where Power BI has none that holds such values, as for arrays and JSON.
     *
     * @param shown as {@code format_type} shows it
     */
    static Optional<ColumnType> of(String shown) {
        return switch (shown) {
            case "bigint", "integer", "smallint" -> Optional.of(WHOLE);
            case "numeric", "double precision", "real" -> Optional.of(NUMBER);
            case "text", "character varying", "character", "uuid" -> Optional.of(TEXT);
            case "boolean" -> Optional.of(FLAG);
            case "date" -> Optional.of(DAY);
            case "timestamp with time zone", "timestamp without time zone" -> Optional.of(MOMENT);
            case "time without time zone" -> Optional.of(TIME);
            default -> Optional.empty();
        };
    }

    DataType type() {
        return type;
    }

    /**
     * How its values are shown.
     *
     * @param isLabel whether its numbers only tell rows apart, as ids and years do
     */
    Optional<String> format(ColumnDisplay display, boolean isLabel) {
        String usual = this == WHOLE && isLabel ? PLAIN : format;
        String said = display.form().map(ColumnType::format).orElse(usual);
        return Optional.of(said).filter(text -> !text.isEmpty());
    }

    private static String format(Form form) {
        return switch (form) {
            case WHOLE -> WHOLE.format;
            case DECIMAL -> NUMBER.format;
            case PLAIN -> PLAIN;
            case PERCENT -> "0.0\\%";
        };
    }

    /** The folder in which it is listed; empty text for none. */
    String folder(Language language) {
        return language.of(folder, folderPt);
    }
}

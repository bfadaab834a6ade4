package com.skyfit.lake.powerbi.tmdl;

/** What the values of a column are, in Power BI. Its fixed decimal is none of them: it cuts numbers off behind the fourth place. */
public enum DataType {
    INT64("int64"),
    DOUBLE("double"),
    STRING("string"),
    BOOLEAN("boolean"),
    DATE_TIME("dateTime");

    private final String word;

    DataType(String word) {
        this.word = word;
    }

    /** The word for it in TMDL. */
    public String word() {
        return word;
    }
}

package com.skyfit.lake.powerbi.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a visual is. */
public sealed interface Content {

    /** What Power BI calls it. */
    String type();

    /** What it shows, by the names of its wells. */
    Map<String, List<Field>> wells();

    /** One number. */
    record Card(Field measure) implements Content {

        @Override
        public String type() {
            return "card";
        }

        @Override
        public Map<String, List<Field>> wells() {
            return Map.of("Values", List.of(measure));
        }
    }

    /** Measures along a column. */
    record Chart(Shape shape, Field category, Optional<Field> series, List<Field> measures) implements Content {

        /** How the numbers are drawn. */
        public enum Shape {
            BARS("clusteredBarChart"),
            COLUMNS("clusteredColumnChart"),
            LINES("lineChart");

            private final String type;

            Shape(String type) {
                this.type = type;
            }
        }

        public Chart {
            measures = List.copyOf(measures);
        }

        @Override
        public String type() {
            return shape.type;
        }

        @Override
        public Map<String, List<Field>> wells() {
            return series.map(one -> Map.of("Category", List.of(category), "Series", List.of(one), "Y", measures))
                    .orElse(Map.of("Category", List.of(category), "Y", measures));
        }
    }

    /** Rows, a column for each field. */
    record Grid(List<Field> fields) implements Content {

        public Grid {
            fields = List.copyOf(fields);
        }

        @Override
        public String type() {
            return "tableEx";
        }

        @Override
        public Map<String, List<Field>> wells() {
            return Map.of("Values", fields);
        }
    }

    /** Measures by columns one within another. */
    record Matrix(List<Field> rows, List<Field> measures) implements Content {

        public Matrix {
            rows = List.copyOf(rows);
            measures = List.copyOf(measures);
        }

        @Override
        public String type() {
            return "pivotTable";
        }

        @Override
        public Map<String, List<Field>> wells() {
            return Map.of("Rows", rows, "Values", measures);
        }
    }

    /** A choice for all of the page. */
    record Slicer(Field column) implements Content {

        @Override
        public String type() {
            return "slicer";
        }

        @Override
        public Map<String, List<Field>> wells() {
            return Map.of("Values", List.of(column));
        }
    }

    /** A text. */
    record Heading(String text) implements Content {

        @Override
        public String type() {
            return "textbox";
        }

        @Override
        public Map<String, List<Field>> wells() {
            return Map.of();
        }
    }

    /** All fields of all wells. */
    default Stream<Field> shown() {
        return wells().values().stream().flatMap(List::stream);
    }
}

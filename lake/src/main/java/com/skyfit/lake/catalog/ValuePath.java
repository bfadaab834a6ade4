package com.skyfit.lake.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The path of a value in a payload, in the small language of the catalog:
 *
 * <pre>
 * a.b.c        member of a member          .            the element itself (child tables)
 * a[0]         element of an array         ^a.b         the same, in the parent record (child tables)
 * a[primary]   the element whose "primary" is true, else the first
 * a[csv]       the first item of a comma-separated text
 * !a           not a (true/false, 1/0)     a=word       whether a is that word
 * a@epoch      seconds since 1970 as a timestamp
 * a@minutes    hours and minutes, of more than a day too, as minutes
 * a?           whether there is a value: neither missing nor null
 * </pre>
 *
 * @param text the path as written
 * @param inParent whether it starts at the parent record
 * @param steps member names and selectors, in order; empty for the element itself
 * @param reading the conversion of the value found
 */
public record ValuePath(String text, boolean inParent, List<Step> steps, Reading reading) {

    private static final Pattern SYNTAX = Pattern.compile(
            "(?<not>!)?(?<parent>\\^)?(?<steps>\\.|\\w[\\w\\-.\\[\\]]*)(=(?<word>.+)|(?<epoch>@epoch)|(?<minutes>@minutes)|(?<present>\\?))?");
    private static final Set<String> YES = Set.of("true", "1");
    private static final Set<String> NO = Set.of("false", "0");
    private static final Pattern STEP = Pattern.compile("([\\w\\-]+)(?:\\[(\\d+|primary|csv)])?");

    /** One step down into a payload. */
    public sealed interface Step {

        /** The member that it leads into; empty text if it selects among the items of a value. */
        String member();

        /** Into the member of that name. */
        record Member(String name) implements Step {
            @Override
            public String member() {
                return name;
            }
        }

        /** Into the array element at that position, counted from 0. */
        record Element(int index) implements Step {
            @Override
            public String member() {
                return "";
            }
        }

        /** Into the array element whose member {@code primary} is true, else the first. */
        record Primary() implements Step {
            @Override
            public String member() {
                return "";
            }
        }

        /** To the first item of a comma-separated text. */
        record FirstOfList() implements Step {
            @Override
            public String member() {
                return "";
            }
        }
    }

    /** The conversion of the value at the end of the steps. */
    public sealed interface Reading {

        /** The only type that its values have; empty if they have the type of the column. */
        Optional<ColumnType> makes();

        /**
         * Whether what it makes of a value is true.
         *
         * @param value neither missing nor null, as text
         */
        boolean isTrue(String value);

        /** The value as it is. */
        record Plain() implements Reading {
            @Override
            public Optional<ColumnType> makes() {
                return Optional.empty();
            }

            @Override
            public boolean isTrue(String value) {
                return YES.contains(value);
            }
        }

        /** The opposite of a boolean. */
        record Not() implements Reading {
            @Override
            public Optional<ColumnType> makes() {
                return Optional.of(ColumnType.Simple.BOOLEAN);
            }

            @Override
            public boolean isTrue(String value) {
                return NO.contains(value);
            }
        }

        /** Whether the value is this text. */
        record IsWord(String word) implements Reading {
            @Override
            public Optional<ColumnType> makes() {
                return Optional.of(ColumnType.Simple.BOOLEAN);
            }

            @Override
            public boolean isTrue(String value) {
                return value.equals(word);
            }
        }

        /** Seconds since 1970 as a timestamp. */
        record Epoch() implements Reading {
            @Override
            public Optional<ColumnType> makes() {
                return Optional.of(ColumnType.Simple.TIMESTAMPTZ);
            }

            @Override
            public boolean isTrue(String value) {
                return YES.contains(value);
            }
        }

        /** A duration of hours and minutes as minutes. */
        record Minutes() implements Reading {
            @Override
            public Optional<ColumnType> makes() {
                return Optional.of(ColumnType.Simple.INT);
            }

            @Override
            public boolean isTrue(String value) {
                return YES.contains(value);
            }
        }

        /** Whether there is a value: false if it is missing or null, true for any other, the boolean false included. */
        record Present() implements Reading {
            @Override
            public Optional<ColumnType> makes() {
                return Optional.of(ColumnType.Simple.BOOLEAN);
            }

            @Override
            public boolean isTrue(String value) {
                return true;
            }
        }
    }

    public ValuePath {
        steps = List.copyOf(steps);
    }

    /** Reads a path; throws {@link IllegalArgumentException} that names the text if it does not follow the language. */
    public static ValuePath parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "Invalid path '" + text
                            + "': expected member names joined by '.', as in org_id.value, emails[primary].value, !is_deleted or status=open");
        }
        List<Step> steps = new ArrayList<>();
        String walked = matcher.group("steps");
        if (!walked.equals(".")) {
            for (String part : walked.split("\\.", -1)) {
                Matcher step = STEP.matcher(part);
                if (!step.matches()) {
                    throw new IllegalArgumentException("Invalid path '" + text + "': '" + part
                            + "' is not a step (a name, name[0], name[primary] or name[csv])");
                }
                steps.add(new Step.Member(step.group(1)));
                String selector = step.group(2);
                if (selector != null) {
                    steps.add(
                            switch (selector) {
                                case "primary" -> new Step.Primary();
                                case "csv" -> new Step.FirstOfList();
                                default -> new Step.Element(Integer.parseInt(selector));
                            });
                }
            }
        }
        return new ValuePath(text, matcher.group("parent") != null, steps, reading(matcher));
    }

    private static Reading reading(Matcher matcher) {
        boolean not = matcher.group("not") != null;
        String word = matcher.group("word");
        if (word != null) {
            return single(not, matcher, new Reading.IsWord(word));
        }
        if (matcher.group("epoch") != null) {
            return single(not, matcher, new Reading.Epoch());
        }
        if (matcher.group("minutes") != null) {
            return single(not, matcher, new Reading.Minutes());
        }
        if (matcher.group("present") != null) {
            return single(not, matcher, new Reading.Present());
        }
        return not ? new Reading.Not() : new Reading.Plain();
    }

    private static Reading single(boolean not, Matcher matcher, Reading reading) {
        if (not) {
            throw new IllegalArgumentException("Invalid path '" + matcher.group()
                    + "': '!' cannot be combined with '=', '@epoch', '@minutes' or '?'");
        }
        return reading;
    }

    /** The payload field that the path starts from; empty text for the element itself. */
    public String field() {
        return steps.isEmpty() ? "" : steps.get(0).member();
    }

    /** The last name in the path; empty text if it has none. */
    public String lastMember() {
        return steps.stream()
                .filter(Step.Member.class::isInstance)
                .map(Step::member)
                .reduce("", (earlier, later) -> later);
    }

    @Override
    public String toString() {
        return text;
    }
}

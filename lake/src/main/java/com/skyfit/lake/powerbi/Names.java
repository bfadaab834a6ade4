package com.skyfit.lake.powerbi;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names that Power BI takes: no control characters, none twice, capital letters or not, none that is endless. */
final class Names {

    /** Far below what Power BI takes, and as much as anybody reads. */
    private static final int LONGEST = 100;

    private static final Pattern BLANK = Pattern.compile("[\\s\\p{Cc}\\p{Cf}\\p{Cs}\\p{Z}]+");

    private final Set<String> taken = new HashSet<>();

    /** A name that is free, as near to the wanted one as can be; it is taken from then on. */
    String take(String wanted) {
        String clean = clean(wanted);
        String free = clean;
        for (int number = 2; !taken.add(free.toLowerCase(Locale.ROOT)); number++) {
            free = clean + " " + number;
        }
        return free;
    }

    /** A description without characters that nobody sees, ends of lines apart. */
    static String description(String text) {
        return text.lines()
                .map(Names::visible)
                .collect(Collectors.joining("\n"))
                .strip();
    }

    private static String visible(String text) {
        return BLANK.matcher(text).replaceAll(" ").strip();
    }

    private static String clean(String wanted) {
        String clean = visible(wanted);
        int characters = Math.min(LONGEST, clean.codePointCount(0, clean.length()));
        String cut = clean.substring(0, clean.offsetByCodePoints(0, characters)).strip();
        return cut.isEmpty() ? "?" : cut;
    }
}

package com.skyfit.lake.powerbi.tmdl;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts and names in M, the language in which partitions say where their rows come from. */
public final class M {

    private static final Pattern SPECIAL = Pattern.compile("\"|#\\(|\\p{Cc}");

    private static final String QUOTE = "\"";

    private M() {}

    /** A text in M, on one line whatever is in it. */
    public static String text(String text) {
        return QUOTE
                + SPECIAL.matcher(text).replaceAll(found -> Matcher.quoteReplacement(escaped(found.group())))
                + QUOTE;
    }

    private static String escaped(String special) {
        return switch (special) {
            case "\"" -> "\"\"";
            case "#(" -> "#(#)(";
            default -> "#(%04X)".formatted((int) special.charAt(0));
        };
    }
}

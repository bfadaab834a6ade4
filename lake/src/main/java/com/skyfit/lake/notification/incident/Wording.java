package com.skyfit.lake.notification.incident;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text of results, made fit to be sent: without what sources, files and rows contain, which messages quote. Results say what is wrong first, and after
 * a semicolon what to do.
 */
final class Wording {

    private static final int LONGEST = 400;

    /** Which request it was; one cause fails many. */
    private static final Pattern REQUEST = Pattern.compile("^\\w+\\.\\w+\\.\\w+ (GET|POST) \\S+: ");

    /** What a source says of itself may hold what was sent to it. */
    private static final Pattern OF_SOURCE = Pattern.compile("(returned \\d{3}(?: with \\w+=false)?): [^;]*");

    /** How the database shows values of a key. */
    private static final Pattern KEY_VALUES = Pattern.compile("\\)=\\([^;]*\\)");

    /** What stands in quotes, up to the end where a text was cut. */
    private static final Pattern QUOTATION = Pattern.compile("(: )?\"([^\"]*)(?:\"|$)");

    /** The name of a column or the like. */
    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    /** How the database shows a row that breaks a rule. */
    private static final Pattern ROW = Pattern.compile("Failing row contains \\(.*");

    /** The statement that failed, with what stands in it. */
    private static final Pattern STATEMENT = Pattern.compile(" \\(in: [^;]*\\)");

    private static final Pattern QUOTED = Pattern.compile("\"[^\"]{0,1000}\"|'[^']{0,1000}'");

    private static final Pattern PATH = Pattern.compile("(?:[A-Za-z]:)?(?:[/\\\\][^\\s/\\\\;:,()]+){2,}[/\\\\]?");

    private static final Pattern NUMBER = Pattern.compile("[0-9a-f]*[0-9][0-9a-f:.TZ_-]*");

    private record Replacement(Pattern pattern, String by) {}

    private static final List<Replacement> NOT_TO_BE_SENT = List.of(
            new Replacement(REQUEST, ""),
            new Replacement(STATEMENT, ""),
            new Replacement(OF_SOURCE, "$1"),
            new Replacement(KEY_VALUES, ")=(...)"),
            new Replacement(ROW, "Failing row contains (...)"));

    private final String what;
    private final String cure;

    private Wording(String what, String cure) {
        this.what = what;
        this.cure = cure;
    }

    /** Reads the text of a result. */
    static Wording of(String text, String usualCure) {
        String plain = plain(text);
        int semicolon = plain.indexOf("; ");
        return semicolon < 0
                ? new Wording(plain, usualCure)
                : new Wording(plain.substring(0, semicolon), plain.substring(semicolon + 2));
    }

    String what() {
        return what;
    }

    String cure() {
        return cure;
    }

    /** The text in words that stay the same from run to run and from place to place: without numbers, times, paths and quotations. */
    String cause() {
        String named = PATH.matcher(what + "; " + cure).replaceAll("PATH");
        return NUMBER.matcher(QUOTED.matcher(named).replaceAll("''")).replaceAll("#");
    }

    /** Each quotation in turn, so that the end of one is not taken for the beginning of another; only names stay. */
    private static String withoutValues(String text) {
        return QUOTATION.matcher(text).replaceAll(found -> {
            String colon = found.group(1);
            boolean isName = colon == null && NAME.matcher(found.group(2)).matches();
            return Matcher.quoteReplacement(isName ? found.group() : (colon == null ? "" : colon) + "\"...\"");
        });
    }

    /** Without contents of records, in one line of bounded length. */
    static String plain(String text) {
        String plain = text;
        for (Replacement one : NOT_TO_BE_SENT) {
            plain = one.pattern().matcher(plain).replaceAll(one.by());
        }
        String line = withoutValues(plain).replaceAll("\\s+", " ").strip();
        return line.length() > LONGEST ? line.substring(0, LONGEST - 3) + "..." : line;
    }
}

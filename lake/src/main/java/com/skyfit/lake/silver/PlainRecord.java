package com.skyfit.lake.silver;

import com.skyfit.lake.catalog.ColumnType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Separates the lines that are certainly rows of silver from those that the server has to judge: one pass over the bytes of a line, with no object
 * for it. What it accepts, the server accepts: a JSON object in valid UTF-8 with one business key and nothing extreme. What it does not let
 * pass may still be a good record; it is only asked about one by one. Not for use by several threads.
 */
public final class PlainRecord {

    /** The server's stack holds thousands; records of a CRM need ten. */
    private static final int DEEPEST = 100;

    private static final int LONGEST_NUMBER = 200;
    private static final int LONGEST_WHOLE_KEY = 18;
    private static final int BAD = -1;

    private final byte[][] key;
    private final boolean textKey;
    private final boolean[] inObject = new boolean[DEEPEST + 1];
    private byte[] bytes = {};
    private int end;
    private boolean escaped;

    public PlainRecord(SilverTable table) {
        this.key = Stream.of(table.keyNames())
                .map(name -> name.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        this.textKey = table.keyType() == ColumnType.Simple.TEXT;
    }

    /** Whether these bytes are surely a row of silver. */
    public boolean matches(byte[] line, int from, int to) {
        bytes = line;
        end = to;
        int at = space(from);
        if (at >= end || bytes[at] != '{') {
            return false;
        }
        // Of the names that lead to the key: those met so far, and those in whose objects the scan is now.
        int met = 0;
        int within = 0;
        int depth = 0;
        boolean wantsValue = true;
        while (true) {
            if (wantsValue) {
                byte first = bytes[at];
                if (first == '{' || first == '[') {
                    if (++depth > DEEPEST) {
                        return false;
                    }
                    inObject[depth] = first == '{';
                    at = space(at + 1);
                    if (at >= end) {
                        return false;
                    }
                    if (bytes[at] == (first == '{' ? '}' : ']')) {
                        wantsValue = false;
                        depth--;
                        within = within > 0 && within == depth ? within - 1 : within;
                        at++;
                    }
                } else {
                    at = scalar(at);
                    if (at < 0) {
                        return false;
                    }
                    wantsValue = false;
                }
            } else {
                at = space(at);
                if (depth == 0) {
                    return at == end && met == key.length;
                }
                if (at >= end) {
                    return false;
                }
                byte then = bytes[at];
                if (then == ',') {
                    at = space(at + 1);
                    wantsValue = true;
                } else if (then == (inObject[depth] ? '}' : ']')) {
                    depth--;
                    within = within > 0 && within == depth ? within - 1 : within;
                    at++;
                } else {
                    return false;
                }
            }
            if (!wantsValue) {
                continue;
            }
            if (inObject[depth]) {
                int name = at;
                at = member(name);
                if (at < 0) {
                    return false;
                }
                if (depth == within + 1) {
                    if (escaped) {
                        return false;
                    }
                    if (isName(name, key[within])) {
                        if (met > within || at >= end) {
                            return false;
                        }
                        met++;
                        if (met < key.length && bytes[at] == '{') {
                            within++;
                        } else if (met < key.length || !isKeyValue(at)) {
                            return false;
                        }
                    }
                }
            }
            if (at >= end) {
                return false;
            }
        }
    }

    /** Skips a member's name and its colon: where its value starts, or BAD. */
    private int member(int at) {
        if (at >= end || bytes[at] != '"') {
            return BAD;
        }
        int behind = text(at + 1);
        if (behind < 0) {
            return BAD;
        }
        int colon = space(behind);
        return colon < end && bytes[colon] == ':' ? space(colon + 1) : BAD;
    }

    private boolean isName(int quote, byte[] name) {
        int close = quote + 1 + name.length;
        return close < end && bytes[close] == '"' && Arrays.equals(bytes, quote + 1, close, name, 0, name.length);
    }

    private boolean isKeyValue(int at) {
        if (at >= end) {
            return false;
        }
        boolean quoted = bytes[at] == '"';
        int from = quoted ? at + 1 : at;
        int to = from;
        if (textKey) {
            while (to < end && bytes[to] != '"' && bytes[to] != '\\') {
                to++;
            }
            // One that begins with a blank, or beyond ASCII, may be white space only.
            return quoted
                    && to > from
                    && bytes[from] > ' '
                    && to - from <= SilverTable.LONGEST_KEY
                    && to < end
                    && bytes[to] == '"';
        }
        while (to < end && isDigit(bytes[to])) {
            to++;
        }
        return to > from
                && to - from <= LONGEST_WHOLE_KEY
                && to < end
                && (!quoted || bytes[to] == '"')
                && bytes[to] != '.'
                && bytes[to] != 'e'
                && bytes[to] != 'E';
    }

    private int space(int start) {
        int at = start;
        while (at < end && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r' || bytes[at] == '\n')) {
            at++;
        }
        return at;
    }

    private int scalar(int at) {
        byte first = bytes[at];
        return switch (first) {
            case '"' -> text(at + 1);
            case 't' -> literal(at, TRUE);
            case 'f' -> literal(at, FALSE);
            case 'n' -> literal(at, NULL);
            default -> first == '-' || isDigit(first) ? number(at) : BAD;
        };
    }

    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private int literal(int at, byte[] word) {
        int behind = at + word.length;
        return behind <= end && Arrays.equals(bytes, at, behind, word, 0, word.length) ? behind : BAD;
    }

    private int number(int start) {
        int at = bytes[start] == '-' ? start + 1 : start;
        int digits = at;
        at = digits(at);
        if (at == digits || (bytes[digits] == '0' && at > digits + 1)) {
            return BAD;
        }
        if (at < end && bytes[at] == '.') {
            int fraction = at + 1;
            at = digits(fraction);
            if (at == fraction) {
                return BAD;
            }
        }
        if (at < end && (bytes[at] == 'e' || bytes[at] == 'E')) {
            int exponent = at + 1;
            if (exponent < end && (bytes[exponent] == '+' || bytes[exponent] == '-')) {
                exponent++;
            }
            at = digits(exponent);
            if (at == exponent || at > exponent + 3) {
                return BAD;
            }
        }
        return at - start > LONGEST_NUMBER ? BAD : at;
    }

    private int digits(int start) {
        int at = start;
        while (at < end && isDigit(bytes[at])) {
            at++;
        }
        return at;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /** Skips the inside of a text and its closing quote: what is behind it, or BAD. Notes whether it holds an escape. */
    private int text(int start) {
        byte[] line = bytes;
        int to = end;
        int at = start;
        escaped = false;
        while (at < to) {
            byte b = line[at];
            if (b >= ' ' && b != '"' && b != '\\') {
                at++;
            } else if (b == '"') {
                return at + 1;
            } else if (b == '\\') {
                escaped = true;
                at = escape(at + 1);
            } else if (b < 0) {
                at = beyondAscii(at);
            } else {
                return BAD;
            }
            if (at < 0) {
                return BAD;
            }
        }
        return BAD;
    }

    private int escape(int at) {
        if (at >= end) {
            return BAD;
        }
        return switch (bytes[at]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at + 1;
            case 'u' -> unicode(at + 1);
            default -> BAD;
        };
    }

    private int unicode(int at) {
        int unit = hex(at);
        if (unit <= 0 || (unit >= 0xDC00 && unit <= 0xDFFF)) {
            return BAD;
        }
        if (unit < 0xD800 || unit > 0xDFFF) {
            return at + 4;
        }
        if (at + 10 > end || bytes[at + 4] != '\\' || bytes[at + 5] != 'u') {
            return BAD;
        }
        int low = hex(at + 6);
        return low >= 0xDC00 && low <= 0xDFFF ? at + 10 : BAD;
    }

    private int hex(int at) {
        if (at + 4 > end) {
            return BAD;
        }
        int unit = 0;
        for (int i = at; i < at + 4; i++) {
            int digit = Character.digit(bytes[i], 16);
            if (digit < 0) {
                return BAD;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }

    /** Skips a character of two to four bytes of UTF-8, in its shortest form and no surrogate. */
    private int beyondAscii(int at) {
        int lead = bytes[at] & 0xFF;
        int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
        if (lead < 0xC2 || lead > 0xF4 || at + length > end) {
            return BAD;
        }
        for (int i = at + 1; i < at + length; i++) {
            if ((bytes[i] & 0xC0) != 0x80) {
                return BAD;
            }
        }
        int second = bytes[at + 1] & 0xFF;
        boolean strange = (lead == 0xE0 && second < 0xA0)
                || (lead == 0xED && second > 0x9F)
                || (lead == 0xF0 && second < 0x90)
                || (lead == 0xF4 && second > 0x8F);
        return strange ? BAD : at + length;
    }
}

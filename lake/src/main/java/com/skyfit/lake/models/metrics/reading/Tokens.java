package com.skyfit.lake.models.metrics.reading;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words, signs and constants of a filter or an expression, read one after another. */
final class Tokens {

    private static final Pattern TOKEN = Pattern.compile("\\s+"
            + "|\\{\\{\\s*Dimension\\(\\s*['\"](?<dimension>[^'\"]*)['\"]\\s*\\)\\s*}}"
            + "|'(?<text>(?:[^']|'')*)'"
            + "|(?<number>[0-9]+(?:\\.[0-9]+)?)"
            + "|(?<word>[A-Za-z_][A-Za-z0-9_]*)"
            + "|(?<sign><=|>=|<>|!=|[=<>()+*/,-])"
            + "|(?<other>\\{\\{.*?}}|\\S)");

    /** What a token is. */
    enum Kind {
        DIMENSION,
        TEXT,
        NUMBER,
        WORD,
        SIGN,
        OTHER;

        private String group() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A token; of a text what is within its quotes, of a dimension its name. */
    private record Token(Kind kind, String text, String written) {}

    private final String supported;
    private final List<Token> tokens = new ArrayList<>();
    private int next;

    /**
     * The tokens of a text.
     *
     * @param supported what messages say would be understood
     */
    Tokens(String text, String supported) {
        this.supported = supported;
        Matcher found = TOKEN.matcher(text);
        while (found.find()) {
            for (Kind kind : Kind.values()) {
                String of = found.group(kind.group());
                if (of != null) {
                    tokens.add(new Token(kind, of, found.group()));
                }
            }
        }
    }

    boolean isAtEnd() {
        return next == tokens.size();
    }

    /** The next token if it is of that kind, which is then read. */
    Optional<String> take(Kind kind) {
        return isAtEnd() || tokens.get(next).kind() != kind
                ? Optional.empty()
                : Optional.of(tokens.get(next++).text());
    }

    /** Whether the next token is that word or sign, which is then read. */
    boolean takes(String wordOrSign) {
        boolean matches = !isAtEnd()
                && tokens.get(next).kind() != Kind.TEXT
                && tokens.get(next).text().equalsIgnoreCase(wordOrSign);
        if (matches) {
            next++;
        }
        return matches;
    }

    /** The next number, with or without a minus before it, if there is one. */
    Optional<BigDecimal> number() throws UnreadableTextException {
        if (takes("-")) {
            return Optional.of(new BigDecimal(take(Kind.NUMBER).orElseThrow(this::unexpected)).negate());
        }
        return take(Kind.NUMBER).map(BigDecimal::new);
    }

    void expect(String wordOrSign) throws UnreadableTextException {
        if (!takes(wordOrSign)) {
            throw unexpected();
        }
    }

    void expectEnd() throws UnreadableTextException {
        if (!isAtEnd()) {
            throw unexpected();
        }
    }

    /** The failure that the next token is not understood where it is. */
    UnreadableTextException unexpected() {
        String at = isAtEnd() ? "its end" : "'" + tokens.get(next).written() + "'";
        return new UnreadableTextException("Cannot be understood at " + at + ". Supported: " + supported);
    }
}

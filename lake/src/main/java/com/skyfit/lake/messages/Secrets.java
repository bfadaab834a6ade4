package com.skyfit.lake.messages;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The secrets that this process has come to know, and texts without them. A secret is recognised by its value, so it does not matter who repeats it:
 * a source in an error, a server, a library. It is registered when it is read or obtained, and taken out where text leaves the process: log, console,
 * ledger, results. Safe for use by several threads.
 */
public final class Secrets {

    /** What stands in the place of a secret. */
    public static final String REDACTED = "[secret]";

    /** Shorter values would take too many innocent words with them. */
    static final int SHORTEST = 6;

    /** This much of the start of a secret is treated as the secret, because texts are cut: a source's long reply, for example. */
    private static final int TELLING_START = 8;

    /** Below this length a start says too little: a password may be the start of a common word. */
    private static final int LONG = 16;

    private static final Pattern ESCAPED = Pattern.compile("%[0-9A-F]{2}");

    private static final Set<String> FORMS = new LinkedHashSet<>();
    private static volatile Map<Character, List<String>> byFirstCharacter = Map.of();

    private Secrets() {}

    /** From now on no text shows this value, neither as it is nor URL-encoded, in base 64, or escaped as in JSON. Values below 6 characters are left alone. */
    public static void register(String secret) {
        if (secret.length() < SHORTEST) {
            return;
        }
        synchronized (FORMS) {
            if (FORMS.addAll(forms(secret))) {
                byFirstCharacter = index();
            }
        }
    }

    /** The text with {@value #REDACTED} in the place of each secret; the same text where it has none. */
    public static String redact(String text) {
        Map<Character, List<String>> known = byFirstCharacter;
        StringBuilder redacted = null;
        int kept = 0;
        int secretUntil = 0;
        // Searches at every position, also within a secret: the start of one may overlap another.
        for (int at = 0; at < text.length(); at++) {
            int length = secretAt(known, text, at);
            if (length == 0) {
                continue;
            }
            if (at >= secretUntil || redacted == null) {
                redacted = redacted == null ? new StringBuilder() : redacted;
                redacted.append(text, kept, at).append(REDACTED);
            }
            secretUntil = Math.max(secretUntil, at + length);
            kept = secretUntil;
        }
        return redacted == null
                ? text
                : redacted.append(text, kept, text.length()).toString();
    }

    /** How long the longest secret is that begins there, or the start of one; 0 if none does. */
    private static int secretAt(Map<Character, List<String>> known, String text, int at) {
        int longest = 0;
        for (String form : known.getOrDefault(text.charAt(at), List.of())) {
            int common = common(form, text, at);
            boolean found = common == form.length() || (form.length() >= LONG && common >= TELLING_START);
            if (found && common > longest) {
                longest = common;
            }
        }
        return longest;
    }

    private static int common(String form, String text, int at) {
        int most = Math.min(form.length(), text.length() - at);
        int common = 1;
        while (common < most && form.charAt(common) == text.charAt(at + common)) {
            common++;
        }
        return common;
    }

    private static Map<Character, List<String>> index() {
        Map<Character, List<String>> index = new HashMap<>();
        for (String form : FORMS) {
            index.computeIfAbsent(form.charAt(0), none -> new ArrayList<>()).add(form);
        }
        index.values()
                .forEach(forms ->
                        forms.sort(Comparator.comparingInt(String::length).reversed()));
        return index;
    }

    private static Set<String> forms(String secret) {
        Set<String> plain = new LinkedHashSet<>(List.of(secret));
        plain.addAll(base64(secret));
        Set<String> forms = new LinkedHashSet<>();
        for (String form : plain) {
            String url = URLEncoder.encode(form, StandardCharsets.UTF_8);
            String path = url.replace("+", "%20");
            forms.addAll(List.of(form, url, path, small(url), small(path), inJson(form)));
        }
        forms.removeIf(form -> form.length() < SHORTEST);
        return forms;
    }

    /**
     * By itself, and within something longer such as a pair of name and password: a character of base 64 stands for six bits, so what precedes shifts it
     * by none, one or two bytes, and the characters at its ends also depend on what is beside it.
     */
    private static Set<String> base64(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        Set<String> forms = new LinkedHashSet<>();
        for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
            forms.add(encoder.encodeToString(bytes));
            for (int shift = 0; shift <= 2 && bytes.length >= 2 * SHORTEST; shift++) {
                byte[] shifted = new byte[shift + bytes.length];
                System.arraycopy(bytes, 0, shifted, shift, bytes.length);
                int from = (shift * 8 + 5) / 6;
                int to = shifted.length * 8 / 6;
                forms.add(encoder.encodeToString(shifted).substring(from, to));
            }
        }
        return forms;
    }

    private static String small(String url) {
        return ESCAPED.matcher(url).replaceAll(found -> found.group().toLowerCase(Locale.ROOT));
    }

    private static String inJson(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}

package com.skyfit.lake.gold.custom;

import java.text.Normalizer;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Names of columns for names that people gave: lower-case ASCII, so that nobody has to quote them, and none twice. */
final class ColumnNames {

    /** PostgreSQL cuts longer names off. */
    private static final int LONGEST = 63;

    /** What is kept for a number behind a name that is taken. */
    private static final int NUMBER = 4;

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern OTHERS = Pattern.compile("[^a-z0-9]+");
    private static final Pattern EDGES = Pattern.compile("^_+|_+$");

    private final Set<String> taken;

    /** Names beside those, which are taken: columns that are there, and words that SQL reserves. */
    ColumnNames(Collection<String> taken) {
        this.taken = new HashSet<>(taken);
    }

    /**
     * A name that is free with every one of the endings; it and they are taken from then on.
     *
     * @param name as people wrote it
     * @param code what identifies the field, for a name that has no letters
     * @param endings what is put behind the name, the empty text among them where the name itself is used
     */
    String take(String name, String code, List<String> endings) {
        int longest = endings.stream().mapToInt(String::length).max().orElse(0);
        String base = plain(name);
        if (base.isEmpty()) {
            base = "field_" + plain(code);
        } else if (Character.isDigit(base.charAt(0))) {
            base = "f_" + base;
        }
        base = base.substring(0, Math.min(base.length(), LONGEST - longest - NUMBER));
        String free = base;
        for (int number = 2; !areFree(free, endings); number++) {
            free = base + "_" + number;
        }
        for (String ending : endings) {
            taken.add(free + ending);
        }
        return free;
    }

    private boolean areFree(String name, List<String> endings) {
        return endings.stream().noneMatch(ending -> taken.contains(name + ending));
    }

    private static String plain(String text) {
        String decomposed =
                MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
        String words = OTHERS.matcher(decomposed.toLowerCase(Locale.ROOT)).replaceAll("_");
        return EDGES.matcher(words).replaceAll("");
    }
}

package com.skyfit.lake.catalog.reading;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What the author of a catalog file probably meant. */
public final class NearestName {

    private NearestName() {}

    /** {@code : did you mean 'x'? Known here: x, y}; the question only if one of the names is close. */
    public static String among(Collection<String> names, String written) {
        String known = " Known here: " + String.join(", ", names);
        return closest(names, written, Math.max(2, written.length() / 3))
                .map(name -> ": did you mean '" + name + "'?" + known)
                .orElse("." + known);
    }

    /** The closest name; empty if more letters than {@code most} differ. */
    public static Optional<String> closest(Collection<String> names, String written, int most) {
        return names.stream()
                .min(Comparator.comparingInt(name -> distance(name, written)))
                .filter(name -> distance(name, written) <= most);
    }

    /** How many letters must be inserted, removed or replaced to turn one into the other (Levenshtein). */
    static int distance(String one, String other) {
        int[] previous = new int[other.length() + 1];
        for (int column = 0; column <= other.length(); column++) {
            previous[column] = column;
        }
        for (int row = 1; row <= one.length(); row++) {
            int[] current = new int[other.length() + 1];
            current[0] = row;
            for (int column = 1; column <= other.length(); column++) {
                int replaced = previous[column - 1] + (one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, 1 + Math.min(previous[column], current[column - 1]));
            }
            previous = current;
        }
        return previous[other.length()];
    }
}

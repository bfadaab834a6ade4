package com.skyfit.lake.models.display;

import java.util.Optional;

/**
 * How a column is shown.
 *
 * @param title its title
 * @param folder in which it is listed; no title where its type decides
 * @param form of its numbers; empty where its type decides
 * @param sortBy the column by which its values are sorted; empty where they are sorted by themselves
 * @param isHidden whether people do not need to see it
 */
public record ColumnDisplay(Title title, Title folder, Optional<Form> form, Optional<String> sortBy, boolean isHidden) {

    /** Of a column of which nothing is said. */
    public static final ColumnDisplay NONE =
            new ColumnDisplay(Title.NONE, Title.NONE, Optional.empty(), Optional.empty(), false);
}

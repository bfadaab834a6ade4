package com.skyfit.lake.models;

import com.skyfit.lake.models.display.ModelDisplay;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A query with a name, which becomes a table or view.
 *
 * @param name unique in the project
 * @param file it is from, for messages
 * @param relation what it becomes
 * @param config how it is built
 * @param description its meaning; empty text where nobody has said
 * @param columns the meanings of described columns by their names, in the order of the description
 * @param personal the columns with personal data: those with the tag {@code personal}
 * @param isShared whether its rows say nothing of any account, such as those of a calendar: it has the tag {@code shared}
 * @param display how it and its columns are shown
 * @param promises what its tests hold
 * @param refs the names of the models it reads
 * @param sql the query for all of its rows
 * @param incrementalSql the query for what is new, where it has been built before; the same as {@code sql} where it makes no difference
 */
public record Model(
        String name,
        String file,
        Relation relation,
        ModelConfig config,
        String description,
        Map<String, String> columns,
        SortedSet<String> personal,
        boolean isShared,
        ModelDisplay display,
        Promises promises,
        SortedSet<String> refs,
        String sql,
        String incrementalSql) {

    public Model {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        personal = Collections.unmodifiableSortedSet(new TreeSet<>(personal));
        refs = Collections.unmodifiableSortedSet(new TreeSet<>(refs));
    }

    /** Whether it reads one of these models. */
    public boolean readsOneOf(Set<String> models) {
        return refs.stream().anyMatch(models::contains);
    }
}

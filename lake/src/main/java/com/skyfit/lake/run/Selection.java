package com.skyfit.lake.run;

import com.skyfit.lake.bronze.Range;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Source;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of the lake a run is about.
 *
 * @param source a source's name; null for all
 * @param scope a scope; null for all
 * @param entity an entity's name; null for all
 * @param stages what is done, in the order of {@link Stage}
 * @param force whether parts that silver holds are loaded again, their rows replaced
 * @param sweep whether extraction lists everything where absence tells of deletions
 * @param confirmDeletions whether what complete listings lack is deleted, however much it is
 * @param range of source time that is read again in place of what is new; null for what is new
 */
public record Selection(
        @Nullable String source,
        @Nullable String scope,
        @Nullable String entity,
        Set<Stage> stages,
        boolean force,
        boolean sweep,
        boolean confirmDeletions,
        @Nullable Range range) {

    public Selection {
        stages = Set.copyOf(stages);
    }

    /** What is new of a part of the lake: swept when it is time to, and no doubted deletion believed. */
    public Selection(@Nullable String source, @Nullable String scope, @Nullable String entity, Set<Stage> stages) {
        this(source, scope, entity, stages, false, false, false, null);
    }

    /** Everything, through these stages. */
    public static Selection all(Set<Stage> stages) {
        return new Selection(null, null, null, stages);
    }

    /** The same, with parts loaded again that silver holds. */
    public Selection forced() {
        return new Selection(source, scope, entity, stages, true, sweep, confirmDeletions, range);
    }

    /** The same, with a range read again in place of what is new. */
    public Selection again(Range wanted) {
        return new Selection(source, scope, entity, stages, force, sweep, confirmDeletions, wanted);
    }

    /** Whether the source is meant. */
    public boolean includes(Source candidate) {
        return source == null || source.equals(candidate.name());
    }

    /** Whether the scope is meant. */
    public boolean includesScope(String candidate) {
        return scope == null || scope.equals(candidate);
    }

    /** Whether the entity is meant. */
    public boolean includes(Entity candidate) {
        return entity == null || entity.equals(candidate.name());
    }
}

package com.skyfit.lake.notification;

import com.skyfit.lake.notification.incident.Incident;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered from run to run.
 *
 * @param incidents those that last; and, until they are written down, those that have just ended
 * @param letters those that are to be sent; and likewise those that have just been sent
 * @param wellToldAt when it was last said that all is well; null if it was not
 */
record Notes(
        List<Incident> incidents,
        List<Letter> letters,
        @Nullable Instant wellToldAt) {

    static final Notes NONE = new Notes(List.of(), List.of(), null);

    Notes {
        incidents = List.copyOf(incidents);
        letters = List.copyOf(letters);
    }

    boolean isEmpty() {
        return incidents.isEmpty() && letters.isEmpty();
    }

    /** These, and what else was remembered elsewhere. */
    Notes and(Notes others) {
        List<Incident> all = new ArrayList<>(incidents);
        others.incidents.stream()
                .filter(other -> incidents.stream().noneMatch(one -> one.id().equals(other.id())))
                .forEach(all::add);
        List<Letter> written = new ArrayList<>(letters);
        others.letters.stream()
                .filter(other -> letters.stream().noneMatch(one -> one.id().equals(other.id())))
                .forEach(written::add);
        return new Notes(all, written, wellToldAt == null ? others.wellToldAt : wellToldAt);
    }

    /** These with the letters as they are after an attempt to send them. */
    Notes with(List<Letter> tried) {
        List<Letter> all = new ArrayList<>();
        for (Letter letter : letters) {
            all.add(tried.stream()
                    .filter(one -> one.id().equals(letter.id()))
                    .findFirst()
                    .orElse(letter));
        }
        return new Notes(incidents, all, wellToldAt);
    }

    /** What is left to remember. */
    Notes unfinished() {
        return new Notes(
                incidents.stream().filter(Incident::isOpen).toList(),
                letters.stream().filter(Letter::isUnsent).toList(),
                wellToldAt);
    }
}

package com.skyfit.lake.notification.channel;

import com.skyfit.lake.messages.Secrets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is said, whatever channel says it. Without secrets, and without contents of records. Its form as JSON is a contract
 * (docs/notifications.md).
 *
 * @param id of this message; a channel that is told twice can tell by it
 * @param event why it is sent
 * @param severity of the incident; a notice if there is none
 * @param kind of the incident, as docs/operations/alerts.md lists them; empty text if there is none
 * @param place which account or table it is about; empty text if it is about all of the lake
 * @param title all of it in one line
 * @param what is wrong; empty text if nothing is
 * @param cure what to do; empty text if nothing is to be done
 * @param waiting what is held up, some of it if it is much
 * @param waitingCount how much is held up
 * @param since when the incident began; null if there is none
 * @param endedAt when it ended; null if it has not
 * @param at when the message was written
 * @param facts what else is worth knowing, by name
 */
public record Message(
        UUID id,
        Event event,
        Severity severity,
        String kind,
        String place,
        String title,
        String what,
        String cure,
        List<String> waiting,
        int waitingCount,
        @Nullable Instant since,
        @Nullable Instant endedAt,
        Instant at,
        List<Fact> facts) {

    /** Why a message is sent. */
    public enum Event {
        /** An incident has begun. */
        BEGAN,
        /** An incident has become worse than it was. */
        WORSE,
        /** An incident still lasts. */
        REMINDED,
        /** An incident is over. */
        OVER,
        /** Nothing is wrong, and nobody needs to do anything. */
        ALL_IS_WELL,
        /** Somebody tries the channel. */
        TEST;

        /** The event as tables and messages name it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Something worth knowing. */
    public record Fact(String name, String value) {}

    public Message {
        title = Secrets.redact(title);
        what = Secrets.redact(what);
        cure = Secrets.redact(cure);
        waiting = List.copyOf(waiting);
        facts = List.copyOf(facts);
    }

    /** The message below its title, as paragraphs for people. */
    public List<String> paragraphs() {
        List<String> paragraphs = new ArrayList<>();
        if (!what.isEmpty()) {
            paragraphs.add(what);
        }
        if (!cure.isEmpty()) {
            paragraphs.add("To do: " + cure);
        }
        if (!waiting.isEmpty()) {
            int more = waitingCount - waiting.size();
            paragraphs.add("Waiting: " + String.join(", ", waiting) + (more > 0 ? " and " + more + " more" : ""));
        }
        if (since != null) {
            paragraphs.add("Since " + since + (endedAt == null ? "" : ", until " + endedAt));
        }
        for (Fact fact : facts) {
            paragraphs.add(fact.name() + ": " + fact.value());
        }
        return paragraphs;
    }
}

package com.skyfit.lake.notification;

import com.skyfit.lake.configuration.Notifications;
import com.skyfit.lake.notification.channel.Channel;
import com.skyfit.lake.notification.channel.Message;
import com.skyfit.lake.notification.channel.Severity;
import com.skyfit.lake.notification.incident.Incident;
import com.skyfit.lake.notification.incident.IncidentKind;
import com.skyfit.lake.notification.incident.Incidents;
import com.skyfit.lake.notification.incident.Sighting;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes letters about what has changed, to every channel that wants to know. */
final class Letters {

    /** More names than this help nobody. */
    private static final int NAMES = 20;

    private static final int LONGEST_TITLE = 200;

    /** Kinds whose subjects are something that waits. */
    private static final Set<String> NO_SUBJECTS = Set.copyOf(Stream.of(IncidentKind.values())
            .filter(kind -> kind != IncidentKind.FAILED_STAGES && kind != IncidentKind.BUDGET)
            .map(IncidentKind::text)
            .toList());

    private final Notifications settings;
    private final Instant now;

    Letters(Notifications settings, Instant now) {
        this.settings = settings;
        this.now = now;
    }

    /** The notes after a run has seen that, and of these kinds all that there is; with the letters that it takes. */
    Notes after(Notes notes, List<Sighting> sightings, Predicate<String> complete) {
        List<Incident> incidents = new ArrayList<>();
        List<Letter> letters = new ArrayList<>(notes.letters());
        letters.removeIf(letter -> letter.isStale(now));
        for (Incidents.Change change : Incidents.after(notes.incidents(), sightings, complete, now)) {
            incidents.add(tell(change, letters));
        }
        return new Notes(incidents, letters, notes.wellToldAt());
    }

    /** The same, with something that has happened and is over. */
    Notes noted(Notes notes, List<Sighting> sightings) {
        List<Incident> incidents = new ArrayList<>(notes.incidents());
        List<Letter> letters = new ArrayList<>(notes.letters());
        for (Sighting sighting : sightings) {
            for (Incidents.Change change : Incidents.after(List.of(), List.of(sighting), kind -> false, now)) {
                incidents.add(told(change.incident().ended(now), Message.Event.BEGAN, letters));
            }
        }
        return new Notes(incidents, letters, notes.wellToldAt());
    }

    private Incident tell(Incidents.Change change, List<Letter> letters) {
        Incident incident = change.incident();
        return switch (change.happened()) {
            case BEGAN -> told(incident, Message.Event.BEGAN, letters);
            case WORSE -> told(incident, Message.Event.WORSE, letters);
            case LASTS -> lasting(incident, letters);
            case ENDED -> {
                tellTheEnd(incident, letters);
                yield incident;
            }
        };
    }

    /** Whom nobody could tell of its beginning is told as soon as there is somebody. */
    private Incident lasting(Incident incident, List<Letter> letters) {
        boolean seen = incident.lastSeen().equals(now);
        if (seen && incident.toldAt() == null) {
            return told(incident, Message.Event.BEGAN, letters);
        }
        return seen && isDue(incident) ? told(incident, Message.Event.REMINDED, letters) : incident;
    }

    private boolean isDue(Incident incident) {
        return settings.remind() != null
                && incident.toldAt() != null
                && !incident.toldAt().plus(settings.remind()).isAfter(now);
    }

    private Incident told(Incident incident, Message.Event event, List<Letter> letters) {
        List<Channel> interested = interested(incident.severity());
        for (Channel channel : interested) {
            letters.add(letter(incident, channel, event));
        }
        return interested.isEmpty() ? incident : incident.told(now);
    }

    /** Who has not yet heard that it began need not hear that it is over. */
    private void tellTheEnd(Incident incident, List<Letter> letters) {
        for (Channel channel : incident.toldAt() == null ? List.<Channel>of() : interested(incident.severity())) {
            List<Letter> held = letters.stream()
                    .filter(letter -> incident.id().equals(letter.incidentId())
                            && letter.channel().equals(channel.name())
                            && letter.isHeld(now))
                    .toList();
            letters.removeAll(held);
            boolean unheard = held.stream().anyMatch(letter -> letter.message().event() == Message.Event.BEGAN);
            if (!unheard) {
                letters.add(letter(incident, channel, Message.Event.OVER));
            }
        }
    }

    private List<Channel> interested(Severity severity) {
        return settings.channels().stream()
                .filter(channel -> severity.compareTo(channel.least()) >= 0)
                .toList();
    }

    private Letter letter(Incident incident, Channel channel, Message.Event event) {
        return letter(incident.id(), channel, message(incident, event));
    }

    private Letter letter(@Nullable UUID incident, Channel channel, Message message) {
        Instant due = message.severity() == Severity.ERROR || settings.quiet() == null
                ? now
                : settings.quiet().over(now);
        return new Letter(UUID.randomUUID(), incident, channel.name(), message, now, due, null, 0, "", null);
    }

    private Message message(Incident incident, Message.Event event) {
        List<String> waiting = NO_SUBJECTS.contains(incident.kind()) ? List.of() : List.copyOf(incident.waiting());
        String begin = switch (event) {
            case BEGAN, ALL_IS_WELL, TEST -> "";
            case WORSE -> "Worse: ";
            case REMINDED -> "Still: ";
            case OVER -> "Over: ";
        };
        String place = incident.place().replace(".*", "");
        String count = waiting.size() < 2 ? "" : "; " + waiting.size() + " wait";
        String what = (place.isEmpty() ? incident.kind() : place) + ": " + incident.what();
        int room = LONGEST_TITLE - begin.length() - count.length();
        String title = begin + (what.length() > room ? what.substring(0, room - 3) + "..." : what) + count;
        return new Message(
                UUID.randomUUID(),
                event,
                incident.severity(),
                incident.kind(),
                place,
                title,
                incident.what(),
                event == Message.Event.OVER ? "" : incident.cure(),
                waiting.stream().limit(NAMES).toList(),
                waiting.size(),
                incident.firstSeen(),
                incident.endedAt(),
                now,
                List.of());
    }

    /** Whether the day has come, or passed, from which it is said this week that all is well. */
    boolean isTimeForAllIsWell(Notes notes) {
        if (settings.weekly() == null || settings.channels().isEmpty()) {
            return false;
        }
        ZonedDateTime since = now.atZone(settings.zone())
                .toLocalDate()
                .with(TemporalAdjusters.previousOrSame(settings.weekly()))
                .atStartOfDay(settings.zone());
        return notes.wellToldAt() == null || notes.wellToldAt().isBefore(since.toInstant());
    }

    /** The notes with the message that all is well. */
    Notes allIsWell(Notes notes, List<Message.Fact> facts) {
        Message message = new Message(
                UUID.randomUUID(),
                Message.Event.ALL_IS_WELL,
                Severity.NOTICE,
                "",
                "",
                "All is well: every check passed and no incident lasts",
                "",
                "",
                List.of(),
                0,
                null,
                null,
                now,
                facts);
        List<Letter> letters = new ArrayList<>(notes.letters());
        interested(Severity.NOTICE).forEach(channel -> letters.add(letter(null, channel, message)));
        return new Notes(notes.incidents(), letters, now);
    }

    /** What shows that a channel works. */
    static Message test(Instant now) {
        return new Message(
                UUID.randomUUID(),
                Message.Event.TEST,
                Severity.NOTICE,
                "",
                "",
                "This is a test: messages of SkyFit Data Lake arrive here",
                "",
                "",
                List.of(),
                0,
                null,
                null,
                now,
                List.of());
    }
}

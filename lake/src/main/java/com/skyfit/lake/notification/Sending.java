package com.skyfit.lake.notification;

import com.skyfit.lake.notification.channel.Channel;
import com.skyfit.lake.notification.channel.LifeSign;
import com.skyfit.lake.notification.channel.Receipt;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends letters, every channel by itself, all of them within a bounded time: one that hangs holds up neither the others nor the run. */
final class Sending {

    /** So long a run may be held up by all that it tells. */
    static final Duration LIMIT = Duration.ofSeconds(30);

    static final Duration LIMIT_OF_ONE = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Sending.class);

    private final List<Channel> channels;
    private final InstantSource clock;
    private final Duration limit;

    Sending(List<Channel> channels, InstantSource clock, Duration limit) {
        this.channels = channels;
        this.clock = clock;
        this.limit = limit;
    }

    /**
     * Sends what may go, and gives the sign of life.
     *
     * @param asked whether somebody asks for it, so that our own waits do not count
     * @param sign null if none is to be given
     * @param line that the sign takes along
     * @return the letters that were tried, as they are now
     */
    List<Letter> send(List<Letter> letters, boolean asked, @Nullable LifeSign sign, String line)
            throws InterruptedException {
        Queue<Letter> tried = new ConcurrentLinkedQueue<>();
        Map<String, Letter> underWay = new ConcurrentHashMap<>();
        List<Runnable> work = new ArrayList<>();
        long end = System.nanoTime() + limit.toNanos();
        for (Channel channel : channels) {
            List<Letter> of = letters.stream()
                    .filter(letter -> letter.isUnsent() && letter.channel().equals(channel.name()))
                    .toList();
            if (!of.isEmpty()) {
                work.add(() -> send(channel, of, asked, end, tried, underWay));
            }
        }
        if (sign != null) {
            work.add(() -> give(sign, line));
        }
        inTime(work, end);
        synchronized (tried) {
            for (Letter letter : underWay.values()) {
                Receipt none = new Receipt.Failed(letter.channel() + " did not answer in time", null);
                tried.add(report(letter.after(none, clock.instant())));
            }
            underWay.clear();
            return List.copyOf(tried);
        }
    }

    private static void inTime(List<Runnable> work, long end) throws InterruptedException {
        if (work.isEmpty()) {
            return;
        }
        ExecutorService threads = Executors.newFixedThreadPool(work.size(), task -> {
            Thread thread = new Thread(task, "notification");
            thread.setDaemon(true);
            return thread;
        });
        try {
            work.forEach(threads::execute);
            threads.shutdown();
            if (!threads.awaitTermination(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                LOG.warn("event=notification_took_too_long");
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** In their order; one that fails lets the others wait, since the channel is down. */
    private void send(
            Channel channel,
            List<Letter> letters,
            boolean asked,
            long end,
            Queue<Letter> tried,
            Map<String, Letter> underWay) {
        for (Letter letter : letters) {
            if (letter.isHeld(clock.instant())) {
                continue;
            }
            Duration left = Duration.ofNanos(end - System.nanoTime());
            if (!letter.mayGo(clock.instant(), asked) || left.toMillis() < 1) {
                return;
            }
            underWay.put(channel.name(), letter);
            Receipt receipt = attempt(channel, letter, left.compareTo(LIMIT_OF_ONE) < 0 ? left : LIMIT_OF_ONE);
            boolean cutOff =
                    receipt instanceof Receipt.Failed && Thread.currentThread().isInterrupted();
            synchronized (tried) {
                // Whoever takes it out says what became of it.
                if (cutOff || underWay.remove(channel.name()) == null) {
                    return;
                }
                tried.add(report(letter.after(receipt, clock.instant())));
            }
            if (receipt instanceof Receipt.Failed) {
                return;
            }
        }
    }

    private static Receipt attempt(Channel channel, Letter letter, Duration limit) {
        try {
            return channel.send(letter.message(), limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Receipt.Failed("interrupted", null);
        } catch (RuntimeException e) {
            LOG.error("event=channel_failed channel={}", channel.name(), e);
            return new Receipt.Failed("it failed unexpectedly: this is a bug; report it together with the log", null);
        }
    }

    private static Letter report(Letter letter) {
        if (letter.isUnsent()) {
            LOG.warn(
                    "event=not_notified channel={} about={} attempts={} next_at={} reason=\"{}\"",
                    letter.channel(),
                    letter.message().event().text(),
                    letter.attempts(),
                    letter.dueAt(),
                    letter.failure());
        } else {
            LOG.info(
                    "event=notified channel={} about={} kind={} title=\"{}\"",
                    letter.channel(),
                    letter.message().event().text(),
                    letter.message().kind(),
                    letter.message().title());
        }
        return letter;
    }

    private static void give(LifeSign sign, String line) {
        try {
            Receipt receipt = sign.give(line, LIMIT_OF_ONE);
            if (receipt instanceof Receipt.Failed) {
                LOG.warn("event=no_sign_of_life setting={} reason=\"{}\"", sign.setting(), receipt.text());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

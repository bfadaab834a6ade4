package com.skyfit.lake.configuration;

import com.skyfit.lake.notification.channel.Channel;
import com.skyfit.lake.notification.channel.LifeSign;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is told of incidents, and when.
 *
 * @param channels in the order of the documentation; none if nobody is told
 * @param quiet when warnings are held back; null for never
 * @param zone in which days begin
 * @param remind after so much time a lasting incident is told of again; null for never
 * @param weekly the day from which a weekly message says that all is well; null for never
 * @param alive called when a run of the complete lake has succeeded; null for nobody
 * @param notWell called when one has not; null for nobody
 */
public record Notifications(
        List<Channel> channels,
        @Nullable QuietHours quiet,
        ZoneId zone,
        @Nullable Duration remind,
        @Nullable DayOfWeek weekly,
        @Nullable LifeSign alive,
        @Nullable LifeSign notWell) {

    public Notifications {
        channels = List.copyOf(channels);
    }

    /**
     * Understands as much of the settings as can be: who wants to hear of mistakes must be told of those in these settings too.
     *
     * @param problems is given the mistakes; no value of a secret setting is ever among them
     */
    public static Notifications understand(Settings settings, List<String> problems) {
        return new NotificationSettings(settings, problems).understood();
    }
}

package com.skyfit.lake.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.messages.Secrets;
import com.skyfit.lake.notification.channel.Channel;
import com.skyfit.lake.notification.channel.Mail;
import com.skyfit.lake.notification.channel.Program;
import com.skyfit.lake.notification.channel.Severity;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NotificationSettingsTest {

    private final List<String> problems = new ArrayList<>();

    private Notifications understood(Map<String, String> values) {
        return Notifications.understand(new Settings(values), problems);
    }

    @Test
    void nobodyIsToldWithoutSettings() {
        Notifications none = understood(Map.of());

        assertThat(problems).isEmpty();
        assertThat(none.channels()).isEmpty();
        assertThat(none.remind()).isEqualTo(Duration.ofDays(1));
        assertThat(none.weekly()).isEqualTo(DayOfWeek.MONDAY);
        assertThat(none.quiet()).isNull();
    }

    @Test
    void everyChannelIsUnderstood() {
        Notifications all = understood(Map.of(
                "NOTIFY_TEAMS_URL", "https://prod.example/workflows/0123456789abcdef/invoke?sig=Abc123Abc123",
                "NOTIFY_TEAMS_LEAST", "error",
                "NOTIFY_SLACK_URL", "https://hooks.slack.example/services/T0000AAA/B0000BBB/canaryCanary1",
                "NOTIFY_WEBHOOK_URL", "http://127.0.0.1:8080/hook",
                "NOTIFY_EMAIL_TO", "a@example.com, b@example.com",
                "NOTIFY_SMTP_HOST", "mail.example",
                "NOTIFY_COMMAND", "\"C:\\Program Files\\tell.exe\" --about \"the lake\" now"));

        assertThat(problems).isEmpty();
        assertThat(all.channels())
                .extracting(Channel::name)
                .containsExactly("teams", "slack", "webhook", "email", "command");
        assertThat(all.channels().get(0).least()).isEqualTo(Severity.ERROR);
        assertThat(((Mail) all.channels().get(3)).server().port()).isEqualTo(587);
        assertThat(((Program) all.channels().get(4)).words())
                .containsExactly("C:\\Program Files\\tell.exe", "--about", "the lake", "now");
    }

    @Test
    void whatOfAnAddressNobodyCouldGuessIsASecret() {
        understood(Map.of("NOTIFY_SLACK_URL", "https://hooks.slack.example/services/T0042AAA/B0042BBB/canaryOfSlack1"));

        assertThat(Secrets.redact("POST https://hooks.slack.example/services/T0042AAA/B0042BBB/canaryOfSlack1"))
                .isEqualTo("POST https://hooks.slack.example/services/[secret]/[secret]/[secret]");
    }

    @Test
    void everyMistakeIsNamedAndNoSecretIsShown() {
        Notifications some = understood(Map.ofEntries(
                Map.entry("NOTIFY_TEAMS_URL", "canary-no-address"),
                Map.entry("NOTIFY_WEBHOOK_URL", "http://127.0.0.1/hook"),
                Map.entry("NOTIFY_WEBHOOK_LEAST", "dire"),
                Map.entry("NOTIFY_EMAIL_TO", "nobody"),
                Map.entry("NOTIFY_SMTP_PORT", "many"),
                Map.entry("NOTIFY_SMTP_USER", "me"),
                Map.entry("NOTIFY_COMMAND", "\"open"),
                Map.entry("NOTIFY_QUIET_HOURS", "22-6"),
                Map.entry("NOTIFY_TIME_ZONE", "Sao Paulo"),
                Map.entry("NOTIFY_REMIND_HOURS", "1"),
                Map.entry("NOTIFY_WEEKLY", "segunda"),
                Map.entry("NOTIFY_ROOTCERT", "no/such/file")));

        assertThat(problems)
                .hasSize(12)
                .anyMatch(problem -> problem.startsWith("NOTIFY_SMTP_HOST is missing"))
                .noneMatch(problem -> problem.contains("canary"));
        assertThat(some.channels()).extracting(Channel::name).containsExactly("webhook");
    }

    @Test
    void quietHoursEndInTheMorningOfTheirZone() {
        QuietHours quiet = new QuietHours(LocalTime.of(22, 0), LocalTime.of(6, 0), ZoneId.of("America/Sao_Paulo"));

        assertThat(quiet.over(Instant.parse("2026-11-27T01:30:00Z"))).isEqualTo("2026-11-27T09:00:00Z");
        assertThat(quiet.over(Instant.parse("2026-11-27T08:59:00Z"))).isEqualTo("2026-11-27T09:00:00Z");
        assertThat(quiet.over(Instant.parse("2026-11-27T09:00:00Z"))).isEqualTo("2026-11-27T09:00:00Z");
        assertThat(quiet.over(Instant.parse("2026-11-28T00:59:00Z"))).isEqualTo("2026-11-28T00:59:00Z");
        assertThat(new QuietHours(LocalTime.of(12, 0), LocalTime.of(13, 0), ZoneId.of("UTC"))
                        .over(Instant.parse("2026-11-27T12:30:00Z")))
                .isEqualTo("2026-11-27T13:00:00Z");
    }
}

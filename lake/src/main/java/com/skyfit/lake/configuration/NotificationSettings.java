package com.skyfit.lake.configuration;

import com.skyfit.lake.messages.Secrets;
import com.skyfit.lake.notification.channel.Channel;
import com.skyfit.lake.notification.channel.LifeSign;
import com.skyfit.lake.notification.channel.Mail;
import com.skyfit.lake.notification.channel.MailServer;
import com.skyfit.lake.notification.channel.Program;
import com.skyfit.lake.notification.channel.Severity;
import com.skyfit.lake.notification.channel.Trust;
import com.skyfit.lake.notification.channel.Webhook;
import com.skyfit.lake.notification.channel.WebhookForm;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The settings {@code NOTIFY_...}: who is told of incidents, and when (docs/notifications.md). */
final class NotificationSettings {

    private static final String TEAMS = "NOTIFY_TEAMS_URL";
    private static final String SLACK = "NOTIFY_SLACK_URL";
    private static final String WEBHOOK = "NOTIFY_WEBHOOK_URL";
    private static final String COMMAND = "NOTIFY_COMMAND";
    private static final String EMAIL_TO = "NOTIFY_EMAIL_TO";
    private static final String EMAIL_FROM = "NOTIFY_EMAIL_FROM";
    private static final String SMTP_HOST = "NOTIFY_SMTP_HOST";
    private static final String SMTP_PORT = "NOTIFY_SMTP_PORT";
    private static final String SMTP_TLS = "NOTIFY_SMTP_TLS";
    private static final String SMTP_USER = "NOTIFY_SMTP_USER";
    private static final String SMTP_PASSWORD = "NOTIFY_SMTP_PASSWORD";
    private static final String ROOTCERT = "NOTIFY_ROOTCERT";
    private static final String QUIET = "NOTIFY_QUIET_HOURS";
    private static final String ZONE = "NOTIFY_TIME_ZONE";
    private static final String REMIND = "NOTIFY_REMIND_HOURS";
    private static final String WEEKLY = "NOTIFY_WEEKLY";
    private static final String ALIVE = "NOTIFY_HEARTBEAT_URL";
    private static final String NOT_WELL = "NOTIFY_HEARTBEAT_FAIL_URL";

    private static final String NEVER = "never";

    /** Every name that is read here. */
    static final Set<String> NAMES = Set.of(
            TEAMS,
            "NOTIFY_TEAMS_LEAST",
            SLACK,
            "NOTIFY_SLACK_LEAST",
            WEBHOOK,
            "NOTIFY_WEBHOOK_LEAST",
            COMMAND,
            "NOTIFY_COMMAND_LEAST",
            EMAIL_TO,
            EMAIL_FROM,
            "NOTIFY_EMAIL_LEAST",
            SMTP_HOST,
            SMTP_PORT,
            SMTP_TLS,
            SMTP_USER,
            SMTP_PASSWORD,
            ROOTCERT,
            QUIET,
            ZONE,
            REMIND,
            WEEKLY,
            ALIVE,
            NOT_WELL);

    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|([^\\s\"]+)");
    private static final Pattern ADDRESS = Pattern.compile("[^\\s@,<>\"]+@[^\\s@,<>\"]+");

    /** What of an address is worth hiding: not the plain words between slashes. */
    private static final Pattern TELLING = Pattern.compile("(?=.*[A-Za-z])(?=.*[A-Z0-9]).{6,}|.{16,}");

    private final Settings settings;
    private final List<String> problems;

    NotificationSettings(Settings settings, List<String> problems) {
        this.settings = settings;
        this.problems = problems;
    }

    Notifications understood() {
        Trust trust = trust();
        ZoneId zone = zone();
        return new Notifications(
                Stream.of(
                                webhook("teams", TEAMS, WebhookForm.TEAMS, trust),
                                webhook("slack", SLACK, WebhookForm.SLACK, trust),
                                webhook("webhook", WEBHOOK, WebhookForm.JSON_DOCUMENT, trust),
                                mail(trust),
                                program())
                        .flatMap(Optional::stream)
                        .toList(),
                quiet(zone),
                zone,
                remind(),
                weekly(),
                lifeSign(ALIVE, trust),
                lifeSign(NOT_WELL, trust));
    }

    private Optional<Channel> webhook(String name, String setting, WebhookForm form, Trust trust) {
        Severity least = least(name);
        return address(setting).map(address -> new Webhook(name, least, form, address, setting, trust));
    }

    private @Nullable LifeSign lifeSign(String setting, Trust trust) {
        return address(setting)
                .map(address -> new LifeSign(address, setting, trust))
                .orElse(null);
    }

    /** Who knows such an address can write to it: whatever of it could be guessed by nobody is a secret. */
    private Optional<URI> address(String setting) {
        Optional<String> text = settings.find(setting);
        Optional<URI> address = text.flatMap(WebAddress::parse);
        if (text.isPresent() && address.isEmpty()) {
            problems.add(setting + ": expected an address such as https://example.com/hook");
        }
        address.ifPresent(NotificationSettings::hide);
        return address;
    }

    private static void hide(URI address) {
        Stream.of(address.getRawPath(), address.getRawQuery(), address.getRawUserInfo())
                .filter(part -> part != null && !part.isEmpty())
                .flatMap(part -> Arrays.stream(part.split("[/&:=]")))
                .filter(part -> TELLING.matcher(part).matches())
                .forEach(Secrets::register);
    }

    private Optional<Channel> mail(Trust trust) {
        Severity least = least("email");
        List<String> to = Arrays.stream(settings.get(EMAIL_TO, "").split(",", -1))
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .toList();
        if (to.isEmpty()) {
            return Optional.empty();
        }
        String from = settings.get(EMAIL_FROM, to.get(0));
        boolean receivers = areAddresses(EMAIL_TO, to);
        boolean sender = from.equals(to.get(0)) || areAddresses(EMAIL_FROM, List.of(from));
        Optional<MailServer> server = server(trust);
        return receivers && sender ? server.map(one -> new Mail("email", least, one, from, to)) : Optional.empty();
    }

    private boolean areAddresses(String setting, List<String> texts) {
        boolean all = texts.stream().allMatch(text -> ADDRESS.matcher(text).matches());
        if (!all) {
            problems.add(setting + ": expected addresses such as operator@example.com, separated by commas");
        }
        return all;
    }

    private Optional<MailServer> server(Trust trust) {
        int before = problems.size();
        String host = settings.get(SMTP_HOST, "");
        if (host.isEmpty()) {
            problems.add(SMTP_HOST + " is missing: with " + EMAIL_TO + " set, expected the mail server's name");
        }
        MailServer.Encryption encryption = choice(
                SMTP_TLS,
                settings.get(SMTP_TLS, MailServer.Encryption.STARTTLS.text()),
                MailServer.Encryption.values(),
                MailServer.Encryption.STARTTLS);
        String port = settings.get(SMTP_PORT, String.valueOf(encryption.usualPort()));
        if (!port.matches("[1-9][0-9]{0,4}") || Integer.parseInt(port) > 65535) {
            problems.add(SMTP_PORT + ": expected a number from 1 to 65535, found '" + port + "'");
        }
        String user = settings.get(SMTP_USER, "");
        String password = settings.get(SMTP_PASSWORD, "");
        if (user.isEmpty() != password.isEmpty()) {
            problems.add((user.isEmpty() ? SMTP_USER : SMTP_PASSWORD) + " is missing: a login takes both " + SMTP_USER
                    + " and " + SMTP_PASSWORD);
        }
        return problems.size() > before
                ? Optional.empty()
                : Optional.of(new MailServer(host, Integer.parseInt(port), encryption, user, password, trust));
    }

    private Optional<Channel> program() {
        Severity least = least("command");
        Optional<String> text = settings.find(COMMAND);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(text.get());
        while (word.find()) {
            words.add(word.group(1) == null ? word.group(2) : word.group(1));
        }
        if (words.isEmpty() || words.get(0).isEmpty() || !word.replaceAll("").isBlank()) {
            problems.add(
                    COMMAND
                            + ": expected a program and its arguments, separated by blanks; what contains blanks in double quotes");
            return Optional.empty();
        }
        return Optional.of(new Program("command", least, words));
    }

    private Severity least(String channel) {
        String setting = "NOTIFY_" + channel.toUpperCase(Locale.ROOT) + "_LEAST";
        return choice(setting, settings.get(setting, Severity.NOTICE.text()), Severity.values(), Severity.NOTICE);
    }

    private <E extends Enum<E>> E choice(String setting, String text, E[] known, E otherwise) {
        Optional<E> chosen = Arrays.stream(known)
                .filter(one -> one.name().equalsIgnoreCase(text))
                .findFirst();
        if (chosen.isEmpty()) {
            problems.add(setting + ": expected one of "
                    + Arrays.stream(known)
                            .map(one -> one.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "))
                    + ", found '" + text + "'");
        }
        return chosen.orElse(otherwise);
    }

    private Trust trust() {
        Optional<String> file = settings.find(ROOTCERT);
        if (file.isEmpty()) {
            return Trust.OF_JAVA;
        }
        try {
            Path path = Path.of(file.get());
            if (Files.isReadable(path)) {
                return new Trust(path);
            }
        } catch (InvalidPathException e) {
            // Reported below, as every other text that names no file.
        }
        problems.add(ROOTCERT + ": cannot read file '" + file.get() + "'; expected a file of PEM certificates");
        return Trust.OF_JAVA;
    }

    private ZoneId zone() {
        String text = settings.get(ZONE, "UTC");
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            problems.add(ZONE + ": expected a time zone such as America/Sao_Paulo, found '" + text + "'");
            return ZoneId.of("UTC");
        }
    }

    private @Nullable QuietHours quiet(ZoneId zone) {
        Optional<String> text = settings.find(QUIET);
        Optional<QuietHours> quiet = text.flatMap(hours -> QuietHours.parse(hours, zone));
        if (text.isPresent() && quiet.isEmpty()) {
            problems.add(QUIET + ": expected two different times such as 22:00-06:00, found '" + text.get() + "'");
        }
        return quiet.orElse(null);
    }

    private @Nullable Duration remind() {
        String text = settings.get(REMIND, "24");
        if (text.equals(NEVER)) {
            return null;
        }
        if (text.matches("[1-9][0-9]{0,3}") && Integer.parseInt(text) >= 24) {
            return Duration.ofHours(Integer.parseInt(text));
        }
        problems.add(REMIND + ": expected a number of hours from 24 to 9999, or never, found '" + text + "'");
        return Duration.ofDays(1);
    }

    private @Nullable DayOfWeek weekly() {
        String text = settings.get(WEEKLY, DayOfWeek.MONDAY.name().toLowerCase(Locale.ROOT));
        return text.equals(NEVER) ? null : choice(WEEKLY, text, DayOfWeek.values(), DayOfWeek.MONDAY);
    }
}

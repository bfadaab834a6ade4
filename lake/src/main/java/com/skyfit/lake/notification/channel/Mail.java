package com.skyfit.lake.notification.channel;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import org.eclipse.angus.mail.util.MailConnectException;

/**
 * E-mail, plain text in UTF-8.
 *
 * @param from the sender's address
 * @param to the addresses of those who are told
 */
public record Mail(String name, Severity least, MailServer server, String from, List<String> to) implements Channel {

    public Mail {
        to = List.copyOf(to);
    }

    @Override
    public String place() {
        return server.toString();
    }

    @Override
    public Receipt send(Message message, Duration limit) {
        try {
            Session session = Session.getInstance(properties(limit));
            MimeMessage mail = mail(session, message);
            try (Transport transport = session.getTransport()) {
                transport.connect(
                        server.host(),
                        server.port(),
                        server.user().isEmpty() ? null : server.user(),
                        server.user().isEmpty() ? null : server.password());
                transport.sendMessage(mail, mail.getAllRecipients());
            }
            return new Receipt.Taken(place() + " took it for " + String.join(", ", to));
        } catch (AuthenticationFailedException e) {
            return failed("refused the login: check NOTIFY_SMTP_USER and NOTIFY_SMTP_PASSWORD", e);
        } catch (SendFailedException e) {
            return failed("refused the sender or an address: check NOTIFY_EMAIL_FROM and NOTIFY_EMAIL_TO", e);
        } catch (MailConnectException e) {
            return failed(
                    "did not accept a connection: check NOTIFY_SMTP_HOST, NOTIFY_SMTP_PORT and NOTIFY_SMTP_TLS", e);
        } catch (MessagingException | IOException e) {
            return failed("did not take the mail: check NOTIFY_SMTP_TLS and the server", e);
        }
    }

    private Receipt failed(String what, Exception why) {
        return new Receipt.Failed(
                place() + " " + what + " (" + Trust.explained(why.getCause() == null ? why : why.getCause()) + ")",
                null);
    }

    private Properties properties(Duration limit) throws IOException {
        String milliseconds = String.valueOf(Math.max(1, limit.toMillis()));
        Properties properties = new Properties();
        properties.put("mail.transport.protocol", "smtp");
        properties.put("mail.smtp.auth", String.valueOf(!server.user().isEmpty()));
        properties.put("mail.smtp.connectiontimeout", milliseconds);
        properties.put("mail.smtp.timeout", milliseconds);
        properties.put("mail.smtp.writetimeout", milliseconds);
        switch (server.encryption()) {
            case STARTTLS -> {
                properties.put("mail.smtp.starttls.enable", "true");
                properties.put("mail.smtp.starttls.required", "true");
            }
            case TLS -> properties.put("mail.smtp.ssl.enable", "true");
            case NONE -> {}
        }
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.ssl.socketFactory", server.trust().context().getSocketFactory());
        return properties;
    }

    private MimeMessage mail(Session session, Message message) throws MessagingException {
        MimeMessage mail = new MimeMessage(session);
        mail.setFrom(new InternetAddress(from, true));
        for (String address : to) {
            mail.addRecipient(jakarta.mail.Message.RecipientType.TO, new InternetAddress(address, true));
        }
        mail.setSubject("[skyfit] " + message.title(), StandardCharsets.UTF_8.name());
        mail.setText(String.join("\n\n", message.paragraphs()) + "\n", StandardCharsets.UTF_8.name());
        mail.setHeader("X-Skyfit-Message", message.id().toString());
        mail.setHeader("Auto-Submitted", "auto-generated");
        mail.setSentDate(Date.from(message.at()));
        return mail;
    }

    /** Names the channel without the login. */
    @Override
    public String toString() {
        return name + " at " + place();
    }
}

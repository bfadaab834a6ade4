package com.skyfit.lake.notification.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What webhooks are sent, and what is made of their answers. */
class WebhookTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Receiver receiver;

    WebhookTest() throws IOException {
        receiver = new Receiver();
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    private Webhook webhook(WebhookForm form, String address) {
        return new Webhook("webhook", Severity.NOTICE, form, URI.create(address), "NOTIFY_WEBHOOK_URL", Trust.OF_JAVA);
    }

    private Receipt send() throws InterruptedException {
        return webhook(WebhookForm.JSON_DOCUMENT, receiver.hook()).send(Messages.REFUSED, LIMIT);
    }

    @Test
    void aProgramIsSentWhatTheSchemaDescribes() throws Exception {
        assertThat(send()).isInstanceOf(Receipt.Taken.class);

        JsonNode taken = receiver.taken().get(0);
        assertThat(taken.path("schema").asInt()).isEqualTo(1);
        assertThat(taken.path("event").asString()).isEqualTo("began");
        assertThat(taken.path("severity").asString()).isEqualTo("error");
        assertThat(taken.path("waiting_count").asInt()).isEqualTo(12);
        assertThat(taken.path("since").asString()).isEqualTo("2026-11-27T06:00:00Z");
    }

    @Test
    void theSchemaRefusesWhatItDoesNotDescribe() {
        JsonNode right = JsonMapper.shared().readTree(MessageJson.forPrograms(Messages.REFUSED));
        JsonNode wrong = JsonMapper.shared()
                .readTree(MessageJson.forPrograms(Messages.REFUSED).replace("\"error\"", "\"dire\""));

        assertThat(Receiver.problems(right)).isEmpty();
        assertThat(Receiver.problems(wrong)).isNotEmpty();
    }

    @Test
    void teamsIsSentAnAdaptiveCard() throws Exception {
        receiver.answering(202);

        Receipt receipt =
                webhook(WebhookForm.TEAMS, receiver.address("/workflows/x")).send(Messages.REFUSED, LIMIT);

        assertThat(receipt.text()).contains("answered 202", "does not say that the message was posted");
        JsonNode attachment = receiver.taken().get(0).path("attachments").path(0);
        assertThat(attachment.path("contentType").asString()).isEqualTo("application/vnd.microsoft.card.adaptive");
        assertThat(attachment.path("content").path("type").asString()).isEqualTo("AdaptiveCard");
        JsonNode body = attachment.path("content").path("body");
        assertThat(body.path(0).path("text").asString()).isEqualTo(Messages.REFUSED.title());
        assertThat(body.path(0).path("color").asString()).isEqualTo("Attention");
        assertThat(body.toString()).contains("To do: set a new one", "Waiting: ", "and 9 more");
    }

    @Test
    void slackIsSentBlocksInWhichNothingIsMarkup() throws Exception {
        webhook(WebhookForm.SLACK, receiver.address("/services/x")).send(Messages.REFUSED, LIMIT);

        JsonNode taken = receiver.taken().get(0);
        assertThat(taken.path("text").asString()).isEqualTo(Messages.REFUSED.title());
        assertThat(taken.path("blocks").path(1).path("text").path("text").asString())
                .contains("returned 401 &lt;é&gt; &amp; \"no\"");
    }

    @Test
    void anAnswerThatAsksToWaitIsRespected() throws Exception {
        receiver.then(429, "120");

        assertThat(send()).isEqualTo(new Receipt.Failed("127.0.0.1 answered 429", Duration.ofMinutes(2)));
    }

    @Test
    void anAddressThatIsNoLongerValidIsNamedByItsSetting() throws Exception {
        receiver.then(404, "");

        assertThat(send().text())
                .isEqualTo(
                        "127.0.0.1 answered 404; the address is wrong or no longer valid: set a new one in NOTIFY_WEBHOOK_URL");
    }

    @Test
    void aServerThatNeverAnswersIsNotWaitedFor() throws Exception {
        receiver.thenNever();

        Receipt receipt =
                webhook(WebhookForm.JSON_DOCUMENT, receiver.hook()).send(Messages.REFUSED, Duration.ofMillis(200));

        assertThat(receipt).isEqualTo(new Receipt.Failed("127.0.0.1 did not answer within 1 s", null));
    }

    @Test
    void aServerThatIsNotThereIsASentence() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }

        assertThat(webhook(WebhookForm.JSON_DOCUMENT, "http://127.0.0.1:" + port + "/hook/" + Receiver.SECRET)
                        .send(Messages.REFUSED, LIMIT)
                        .text())
                .startsWith("no reply from 127.0.0.1: Nothing responds")
                .doesNotContain(Receiver.SECRET);
    }

    @Test
    void theAddressIsNotShown() {
        assertThat(webhook(WebhookForm.TEAMS, receiver.hook()).toString()).doesNotContain(Receiver.SECRET);
    }
}

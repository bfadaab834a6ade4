package com.skyfit.lake.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SecretsTest {

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/=&%\"\\ çã";

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void noFormOfASecretStaysInAText() {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            StringBuilder made = new StringBuilder();
            for (int i = 16 + random.nextInt(40); i > 0; i--) {
                made.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            }
            String secret = made.toString();
            Secrets.register(secret);
            String url = URLEncoder.encode(secret, StandardCharsets.UTF_8);
            List<String> forms = new ArrayList<>(List.of(
                    secret,
                    url,
                    url.replace("+", "%20"),
                    secret.replace("\\", "\\\\").replace("\"", "\\\""),
                    base64(secret),
                    URLEncoder.encode(base64(secret), StandardCharsets.UTF_8)));
            for (String form : forms) {
                assertThat(Secrets.redact("<" + form + "> <" + form))
                        .as("seed %d: %s", seed, form)
                        .isEqualTo("<[secret]> <[secret]");
            }
            for (String user : List.of("", "a", "ab", "abc", "dados@skyfit.example/token")) {
                String pair = base64(user + ":" + secret);
                String redacted = Secrets.redact("Basic " + pair + ".");
                assertThat(redacted).contains("[secret]").hasSizeLessThan(user.length() * 2 + 30);
            }
        }
    }

    @Test
    void aSecretThatIsCutOffAfterItsStartIsOneToo() {
        Secrets.register("cutoff-0123456789abcdef");

        assertThat(Secrets.redact("returned 503: cutoff-0123...")).isEqualTo("returned 503: [secret]...");
        assertThat(Secrets.redact("returned 503: cutoff-0123456789abcde")).isEqualTo("returned 503: [secret]");
        assertThat(Secrets.redact("the cutoff is near")).isEqualTo("the cutoff is near");
    }

    @Test
    void theStartOfOneSecretDoesNotHideAnother() {
        Secrets.register("overlap-overlap-A-one");
        Secrets.register("lap-A-two-and-more-of-it");

        assertThat(Secrets.redact("<overlap-overlap-A-two-and-more-of-it>")).isEqualTo("<[secret]>");
    }

    @Test
    void whatIsTooShortToBeASecretIsLeftAlone() {
        Secrets.register("run");
        Secrets.register("");

        assertThat(Secrets.redact("event=run_started")).isEqualTo("event=run_started");
    }

    @Test
    void aTextWithoutSecretsIsTheSameText() {
        String text = "event=unit stage=load";

        assertThat(Secrets.redact(text)).isSameAs(text);
    }
}

package com.skyfit.lake.source.limits;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.catalog.Incremental;
import com.skyfit.lake.catalog.Listing;
import com.skyfit.lake.source.ScriptedSource;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ThrottleTest {

    private static final Listing LISTING = ScriptedSource.orders(
                    ScriptedSource.cursorPaging(), new Incremental.Snapshot())
            .listings()
            .get(0);

    private Instant now = Instant.parse("2026-11-23T10:00:00Z");
    private final Throttle throttle = new Throttle(() -> now, 0);

    private Throttle.Answer ask() throws Exception {
        return throttle.ask(LISTING, "here");
    }

    private Throttle.Pass pass() throws Exception {
        return Objects.requireNonNull(ask().pass());
    }

    private void replied(Throttle.Pass pass, Map<String, String> headers) {
        throttle.told(
                pass,
                new RateHeaders(
                        HttpHeaders.of(
                                headers.entrySet().stream()
                                        .collect(Collectors.toMap(
                                                Map.Entry::getKey, entry -> List.of(entry.getValue()))),
                                (name, value) -> true),
                        ScriptedSource.LIMITS));
        throttle.done(pass);
    }

    private static Map<String, String> left(int remaining) {
        return Map.of(
                "x-ratelimit-limit", "20",
                "x-ratelimit-remaining", String.valueOf(remaining),
                "x-ratelimit-reset", "2");
    }

    @Test
    void requestsUnderWayCountAsSpent() throws Exception {
        replied(pass(), left(2));

        pass();
        pass();

        assertThat(ask().pause()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aReplyThatWasOvertakenDoesNotPromiseMoreThanThereIs() throws Exception {
        replied(pass(), left(3));
        Throttle.Pass slow = pass();
        Throttle.Pass quick = pass();
        replied(quick, left(1));
        replied(slow, left(2));

        pass();

        assertThat(ask().pass()).isNull();
    }

    @Test
    void aBudgetIsFullAgainWhenItsWindowHasPassed() throws Exception {
        replied(pass(), left(0));
        assertThat(ask().pause()).isEqualTo(Duration.ofSeconds(2));

        now = now.plusSeconds(2);

        replied(pass(), left(19));
        for (int i = 0; i < 19; i++) {
            pass();
        }
        assertThat(ask().pass()).isNull();
    }

    @Test
    void theBudgetOfAFamilyHoldsBackWhatDrawsOnIt() throws Exception {
        replied(pass(), Map.of("zendesk-ratelimit-exports", "total=10; remaining=0; resets=48"));

        assertThat(ask().pause()).isEqualTo(Duration.ofSeconds(48));
    }

    @Test
    void anAccountThatIsOverItsLimitPausesAsAWhole() throws Exception {
        replied(pass(), Map.of());
        throttle.close(Duration.ofSeconds(7));

        assertThat(ask().pause()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void withoutHeadersNothingIsHeldBack() throws Exception {
        replied(pass(), Map.of());

        for (int i = 0; i < 100; i++) {
            pass();
        }
        assertThat(ask().pass()).isNotNull();
    }
}

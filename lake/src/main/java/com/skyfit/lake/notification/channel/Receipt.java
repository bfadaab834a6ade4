package com.skyfit.lake.notification.channel;

import com.skyfit.lake.messages.Secrets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came back from a channel. */
public sealed interface Receipt {

    /** For people, without secrets. */
    String text();

    /** The message was taken. Some channels say no more than that they will pass it on. */
    record Taken(String text) implements Receipt {
        public Taken {
            text = Secrets.redact(text);
        }
    }

    /**
     * The message was not taken, or nobody knows.
     *
     * @param text why, and what to do
     * @param asked how long the channel asks to wait; null if it does not say
     */
    record Failed(String text, @Nullable Duration asked) implements Receipt {
        public Failed {
            text = Secrets.redact(text);
        }
    }
}

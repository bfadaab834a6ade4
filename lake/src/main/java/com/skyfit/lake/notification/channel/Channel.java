package com.skyfit.lake.notification.channel;

import java.time.Duration;

/** A way to tell somebody. Safe for use by several threads. */
public sealed interface Channel permits Webhook, Mail, Program {

    /** The name by which settings, tables and messages know it. */
    String name();

    /** What matters less is not sent to it. */
    Severity least();

    /** Where it leads, for people, without secrets. */
    String place();

    /**
     * Sends one message, once.
     *
     * @param limit after which the answer is not waited for any longer
     * @throws InterruptedException if the thread is interrupted; the message may have been taken
     */
    Receipt send(Message message, Duration limit) throws InterruptedException;
}

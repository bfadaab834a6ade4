package com.skyfit.lake.source;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A source did not answer as it should. Messages name the account and the path, never a secret or a record.
 */
public abstract sealed class SourceException extends Exception {

    private final boolean mayPass;

    private SourceException(String message, @Nullable Throwable cause, boolean mayPass) {
        super(message, cause);
        this.mayPass = mayPass;
    }

    /** Whether the same request may succeed later, so that it is worth another attempt. */
    public final boolean mayPass() {
        return mayPass;
    }

    /** Whether a rate limit was the reason. */
    public boolean limited() {
        return false;
    }

    /** Whether the reply was complete but not as the catalog describes it: a mistake in the catalog, unless such replies were correct before. */
    public boolean ofShape() {
        return false;
    }

    /** How long the source asks to wait; null if it does not say. */
    public @Nullable Duration waitAsked() {
        return null;
    }

    /** The source says no, and would say no again: a wrong token, a missing right, an unknown path, a bad parameter. */
    public static final class Refused extends SourceException {
        private final int status;

        public Refused(int status, String message) {
            super(message, null, false);
            this.status = status;
        }

        /** The HTTP status of the reply; 200 if the reply's body reported the failure. */
        public int status() {
            return status;
        }
    }

    /** The source is out of reach or overloaded for now; saying it again later may help. */
    public static final class Unavailable extends SourceException {
        private final transient @Nullable Duration wait;
        private final boolean limited;

        public Unavailable(String message, @Nullable Duration wait, boolean limited, @Nullable Throwable cause) {
            super(message, cause, true);
            this.wait = wait;
            this.limited = limited;
        }

        @Override
        public @Nullable Duration waitAsked() {
            return wait;
        }

        @Override
        public boolean limited() {
            return limited;
        }
    }

    /** The reply is not what the API promises: cut off, or no JSON. */
    public static final class Unreadable extends SourceException {
        public Unreadable(String message, @Nullable Throwable cause) {
            super(message, cause, true);
        }
    }

    /** The reply is complete, but its structure is not what the catalog says. */
    public static final class Misshapen extends SourceException {
        public Misshapen(String message) {
            super(message, null, true);
        }

        @Override
        public boolean ofShape() {
            return true;
        }
    }

    /** The entity has had all the requests that the catalog allows in one run. */
    public static final class TooManyRequests extends SourceException {
        public TooManyRequests(String message) {
            super(message, null, false);
        }
    }

    /** The start time is more recent than the source allows (Zendesk: the last minute): nothing is new yet. */
    public static final class TooRecent extends SourceException {
        public TooRecent(String message) {
            super(message, null, false);
        }
    }

    /** The entity has had all the time it may take in one run. */
    public static final class Overdue extends SourceException {
        public Overdue(String message, @Nullable Throwable cause) {
            super(message, cause, false);
        }
    }

    /** The account's budget is used up; it comes back at a time of the source's own. */
    public static final class BudgetSpent extends SourceException {
        public BudgetSpent(String message) {
            super(message, null, false);
        }
    }

    /** The pages do not end: the source names the same next page again, announces one without naming it, or names more and more pages without new records. */
    public static final class Stalled extends SourceException {
        public Stalled(String message) {
            super(message, null, false);
        }
    }
}

package com.skyfit.lake.source.client;

import com.skyfit.lake.source.Page;
import com.skyfit.lake.source.SourceException;
import com.skyfit.lake.source.SourceTime;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Splits a reply into its records, one a line, without building them: the bytes of a record are those received, less line breaks between its
 * tokens. Numbers, escapes, key order and repeated keys stay as they came. Whether a record itself is valid JSON is for silver to judge;
 * here only its extent matters. One splitter reads one reply.
 */
public final class PageSplitter {

    /** Numbers keep the digits that they came with: a cursor or time is sent back as it was. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** More than this beside the records is not an envelope. */
    private static final int LARGEST_ENVELOPE = 1 << 20;

    /** Longer than any key or time worth comparing. */
    private static final int LONGEST_CAPTURE = 64;

    private final InputStream in;
    private final OutputStream lines;
    private final String recordsField;
    private final byte[] timeField;
    private final ByteArrayOutputStream envelope = new ByteArrayOutputStream(512);

    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int limit;

    private final byte[] captured = new byte[LONGEST_CAPTURE];
    private int capturedLength;
    private boolean found;
    private long records;
    private @Nullable Instant oldest;
    private @Nullable Instant newest;

    /**
     * Takes where records come from and go to.
     *
     * @param recordsField name of the top-level array
     * @param timeField name of the record field that holds its source time; empty text for none
     */
    public PageSplitter(InputStream in, String recordsField, String timeField, OutputStream lines) {
        this.in = in;
        this.recordsField = recordsField;
        this.timeField = timeField.getBytes(StandardCharsets.UTF_8);
        this.lines = lines;
    }

    /**
     * Reads the reply to its end.
     *
     * @throws SourceException.Unreadable if it is not one complete JSON object; lines may have been written
     * @throws SourceException.Misshapen if it is complete and does not contain the records where the catalog says
     * @throws IOException if reading or writing fails
     */
    public Page split() throws IOException, SourceException.Unreadable, SourceException.Misshapen {
        try {
            reply();
        } catch (EOFException e) {
            throw new SourceException.Unreadable("the reply ends in the middle", e);
        }
        JsonNode said = envelope();
        if (!found) {
            throw new SourceException.Misshapen("the reply has no list '" + recordsField + "', which 'records' of the"
                    + " listing names; at its top level it has "
                    + (said.isEmpty() ? "nothing" : String.join(", ", said.propertyNames())));
        }
        return new Page(records, oldest, newest, said, null);
    }

    private JsonNode envelope() throws SourceException.Unreadable {
        try {
            return JSON.readTree(envelope.toByteArray());
        } catch (JacksonException e) {
            throw new SourceException.Unreadable("the reply is not valid JSON: " + e.getOriginalMessage(), e);
        }
    }

    private void reply() throws IOException, SourceException.Unreadable, SourceException.Misshapen {
        int first = token();
        if (first == 0xEF) {
            next();
            next();
            first = token();
        }
        if (first == '[') {
            throw new SourceException.Misshapen("the reply is a list, not an object that contains the list '"
                    + recordsField + "', which 'records' of the listing names");
        }
        if (first != '{') {
            throw new SourceException.Unreadable("the reply is not a JSON object", null);
        }
        envelope.write('{');
        int b = token();
        while (b != '}') {
            String name = key(b);
            envelope.write(':');
            member(name, token());
            b = token();
            if (b == ',') {
                envelope.write(',');
                b = token();
            } else if (b != '}') {
                throw malformed(b);
            }
        }
        envelope.write('}');
        while (position < limit || fill()) {
            if (!isSpace(buffer[position++])) {
                throw new SourceException.Unreadable("unexpected data after the end of the reply", null);
            }
        }
    }

    private String key(int quote) throws IOException, SourceException.Unreadable {
        if (quote != '"') {
            throw malformed(quote);
        }
        position--;
        ByteArrayOutputStream name = new ByteArrayOutputStream();
        copyString(name);
        name.writeTo(envelope);
        String written = name.toString(StandardCharsets.UTF_8);
        int colon = token();
        if (colon != ':') {
            throw malformed(colon);
        }
        return written.substring(1, written.length() - 1);
    }

    private void member(String name, int b) throws IOException, SourceException.Unreadable {
        if (b == '[') {
            envelope.write('[');
            envelope.write(']');
            elements(name.equals(recordsField));
            return;
        }
        if (name.equals(recordsField)) {
            found = b == 'n';
        }
        position--;
        copyValue(envelope);
        if (envelope.size() > LARGEST_ENVELOPE) {
            throw new SourceException.Unreadable("the reply contains more than its records", null);
        }
    }

    private void elements(boolean areRecords) throws IOException, SourceException.Unreadable {
        found |= areRecords;
        OutputStream target = areRecords ? lines : OutputStream.nullOutputStream();
        int b = token();
        while (b != ']') {
            position--;
            copyValue(target);
            if (areRecords) {
                target.write('\n');
                records++;
            }
            b = token();
            if (b == ',') {
                b = token();
                if (b == ']') {
                    throw malformed(b);
                }
            } else if (b != ']') {
                throw malformed(b);
            }
        }
    }

    /** Copies the value that starts at the current position. */
    private void copyValue(OutputStream target) throws IOException, SourceException.Unreadable {
        int b = peek();
        if (b == '{' || b == '[') {
            copyNested(target);
        } else if (b == '"') {
            copyString(target);
        } else {
            copyScalar(target);
        }
    }

    private void copyScalar(OutputStream target) throws IOException, SourceException.Unreadable {
        int length = 0;
        for (int b = peek(); b != ',' && b != '}' && b != ']' && !isSpace(b); b = peek()) {
            target.write(b);
            position++;
            length++;
        }
        if (length == 0) {
            throw malformed(peek());
        }
    }

    private void copyString(OutputStream target) throws IOException, SourceException.Unreadable {
        target.write(next());
        boolean escaped = false;
        while (true) {
            int b = next();
            if (b < 0x20) {
                throw malformed(b);
            }
            target.write(b);
            if (escaped) {
                escaped = false;
            } else if (b == '\\') {
                escaped = true;
            } else if (b == '"') {
                return;
            }
        }
    }

    /** The inner loop: copies runs of the buffer up to the closing bracket, and catches the source time on the way. */
    private void copyNested(OutputStream target) throws IOException, SourceException.Unreadable {
        boolean inString = false;
        boolean escaped = false;
        boolean timed = target == lines && timeField.length > 0 && peek() == '{';
        boolean keyNext = timed;
        Capture capture = Capture.NOTHING;
        boolean timeNext = false;
        int depth = 0;
        int start = position;
        while (true) {
            if (position == limit) {
                target.write(buffer, start, position - start);
                need();
                start = 0;
            }
            byte b = buffer[position++];
            if (inString) {
                if (escaped) {
                    escaped = false;
                } else if (b == '\\') {
                    escaped = true;
                } else if (b == '"') {
                    inString = false;
                    if (capture == Capture.KEY) {
                        timeNext = isTimeField();
                        capture = Capture.NOTHING;
                    }
                    continue;
                } else if (b >= 0 && b < 0x20) {
                    throw malformed(b);
                }
                if (capture != Capture.NOTHING) {
                    capture(b);
                } else if (!escaped) {
                    position = endOfPlain(position);
                }
                continue;
            }
            switch (b) {
                case '"' -> {
                    inString = true;
                    if (depth == 1 && keyNext) {
                        capture = Capture.KEY;
                        capturedLength = 0;
                    }
                }
                case '{', '[' -> depth++;
                case '}', ']', ',' -> {
                    if (depth == 1) {
                        if (capture == Capture.TIME) {
                            noteTime();
                            capture = Capture.NOTHING;
                        }
                        keyNext = timed;
                    }
                    if (b != ',' && --depth == 0) {
                        target.write(buffer, start, position - start);
                        return;
                    }
                }
                case ':' -> {
                    if (depth == 1) {
                        keyNext = false;
                        if (timeNext) {
                            timeNext = false;
                            capture = Capture.TIME;
                            capturedLength = 0;
                        }
                    }
                }
                case '\n', '\r' -> {
                    target.write(buffer, start, position - 1 - start);
                    start = position;
                }
                default -> {
                    if (capture == Capture.TIME && !isSpace(b)) {
                        capture(b);
                    }
                }
            }
        }
    }

    /** Where, from there on, the text of a string first has a byte that may end it, begin an escape or be forbidden; most bytes are none. */
    private int endOfPlain(int from) {
        byte[] bytes = buffer;
        int end = limit;
        int at = from;
        while (at < end && bytes[at] != '"' && bytes[at] != '\\' && (bytes[at] < 0 || bytes[at] >= 0x20)) {
            at++;
        }
        return at;
    }

    private enum Capture {
        NOTHING,
        KEY,
        TIME
    }

    private void capture(byte b) {
        if (capturedLength < LONGEST_CAPTURE) {
            captured[capturedLength++] = b;
        }
    }

    private boolean isTimeField() {
        return Arrays.equals(captured, 0, capturedLength, timeField, 0, timeField.length);
    }

    private void noteTime() {
        Instant time = SourceTime.parse(new String(captured, 0, capturedLength, StandardCharsets.UTF_8));
        oldest = SourceTime.earlier(oldest, time);
        newest = SourceTime.later(newest, time);
    }

    private int token() throws IOException {
        int b = next();
        while (isSpace(b)) {
            b = next();
        }
        return b;
    }

    private int next() throws IOException {
        int b = peek();
        position++;
        return b;
    }

    private int peek() throws IOException {
        if (position == limit) {
            need();
        }
        return buffer[position] & 0xFF;
    }

    private void need() throws IOException {
        if (!fill()) {
            throw new EOFException();
        }
    }

    private boolean fill() throws IOException {
        int read = in.read(buffer);
        position = 0;
        limit = Math.max(read, 0);
        return read > 0;
    }

    private static boolean isSpace(int b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    private static SourceException.Unreadable malformed(int b) {
        return new SourceException.Unreadable(
                "the reply is not valid JSON: unexpected "
                        + (b > 0x20 && b < 0x7F ? "'" + (char) b + "'" : "byte " + (b & 0xFF)),
                null);
    }
}

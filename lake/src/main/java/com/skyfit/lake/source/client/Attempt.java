package com.skyfit.lake.source.client;

import com.skyfit.lake.catalog.Listing;
import com.skyfit.lake.messages.FailureText;
import com.skyfit.lake.source.Account;
import com.skyfit.lake.source.Page;
import com.skyfit.lake.source.SourceException;
import com.skyfit.lake.source.limits.RateHeaders;
import com.skyfit.lake.source.limits.Throttle;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/**
 * One exchange over HTTP: a request, and its reply read to the end or the reason why there is none. Never tries a second time. What it
 * requested and read is summed up; safe for use by several threads.
 */
final class Attempt {

    private static final int LONGEST_ERROR = 16 << 10;

    private final Account account;
    private final String entity;
    private final HttpClient http;
    private final Throttle throttle;
    private final Refusals refusals;
    private final Duration limit;

    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    /**
     * Asks nothing yet.
     *
     * @param entity whose pages are read, for messages
     * @param throttle learns what the replies report about limits
     * @param limit for one exchange, its reply read to the end
     */
    Attempt(Account account, String entity, HttpClient http, Throttle throttle, Refusals refusals, Duration limit) {
        this.account = account;
        this.entity = entity;
        this.http = http;
        this.throttle = throttle;
        this.refusals = refusals;
        this.limit = limit;
    }

    /** Requests so far. */
    long requests() {
        return requests.get();
    }

    /** Bytes of replies so far, as received. */
    long bytes() {
        return bytes.get();
    }

    /** What a request asks, for messages. */
    String at(Listing listing) {
        return account.source().name() + "." + account.scope() + "." + entity + " GET " + listing.path();
    }

    /**
     * Reads one page.
     *
     * @param pass leave to go; given back
     * @throws SourceException if there is no reply, or none that is the page
     * @throws IOException if the lines cannot be written
     */
    Page read(PageRequest request, Throttle.Pass pass) throws SourceException, IOException, InterruptedException {
        String at = at(request.listing());
        try {
            return exchange(request, pass, at);
        } catch (WriteFailureStream.Failed e) {
            throw e.failure();
        } catch (SourceException.Unreadable e) {
            throw new SourceException.Unreadable(at + ": " + e.getMessage(), e);
        } catch (SourceException.Misshapen e) {
            throw new SourceException.Misshapen(at + ": " + e.getMessage());
        } catch (IOException e) {
            throw new SourceException.Unavailable(
                    at + ": no reply from " + account.baseUrl() + ": " + FailureText.of(e), null, false, e);
        } finally {
            throttle.done(pass);
        }
    }

    private Page exchange(PageRequest request, Throttle.Pass pass, String at)
            throws SourceException, IOException, InterruptedException {
        requests.incrementAndGet();
        HttpResponse<InputStream> reply =
                http.send(http(request.listing().path(), request.params()), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = new TimedBody(reply.body(), limit, bytes)) {
            RateHeaders limits =
                    new RateHeaders(reply.headers(), account.source().limits());
            throttle.told(pass, limits);
            InputStream plain = isGzip(reply) ? new GZIPInputStream(body) : body;
            if (reply.statusCode() != 200) {
                throw refusals.of(at, request.listing(), reply.statusCode(), limits, errorText(plain));
            }
            Page page = new PageSplitter(
                            plain,
                            request.listing().records(),
                            request.timeField(),
                            new WriteFailureStream(request.lines()))
                    .split();
            refusals.requireAccepted(at, page);
            if (request.listing().paging().leavesOpen(page)) {
                throw new SourceException.Unreadable("a full page does not say whether there is a next one", null);
            }
            return page.sentAt(limits.date());
        }
    }

    private HttpRequest http(String path, Map<String, String> params) throws SourceException {
        String query = params.entrySet().stream()
                .map(param -> encoded(param.getKey()) + "=" + encoded(param.getValue()))
                .collect(Collectors.joining("&"));
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(account.baseUrl() + path + (query.isEmpty() ? "" : "?" + query)))
                .timeout(limit)
                .header("Accept", "application/json")
                .header("Accept-Encoding", "gzip")
                .header("User-Agent", "skyfit-data-lake");
        account.credentials().headers().forEach(request::header);
        return request.GET().build();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static boolean isGzip(HttpResponse<?> reply) {
        return reply.headers().firstValue("content-encoding").orElse("").equalsIgnoreCase("gzip");
    }

    private static String errorText(InputStream body) throws IOException {
        return new String(body.readNBytes(LONGEST_ERROR), StandardCharsets.UTF_8);
    }
}

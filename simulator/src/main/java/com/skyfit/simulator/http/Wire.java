package com.skyfit.simulator.http;

import com.skyfit.simulator.faults.Delivery;
import com.skyfit.simulator.source.Reply;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** Sends replies, or the part of them that the delivery allows. */
final class Wire {

    private static final int SMALLEST_ZIPPED = 1_000;

    private Wire() {}

    static void send(HttpExchange exchange, Reply reply) throws IOException {
        send(exchange, Delivery.whole(reply));
    }

    static void send(HttpExchange exchange, Delivery delivery) throws IOException {
        if (delivery.line() == Delivery.Line.HANG_UP) {
            exchange.close();
            return;
        }
        Reply reply = delivery.reply();
        byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", reply.contentType());
        reply.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        String accepted = exchange.getRequestHeaders().getFirst("Accept-Encoding");
        boolean cutGzip = delivery.line() == Delivery.Line.CUT_GZIP;
        if (cutGzip || (accepted != null && accepted.contains("gzip") && bytes.length > SMALLEST_ZIPPED)) {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            bytes = gzip(bytes);
        }
        int promised = cutGzip ? bytes.length / 2 : bytes.length;
        int sent = delivery.line() == Delivery.Line.WHOLE ? bytes.length : bytes.length / 2;
        exchange.sendResponseHeaders(reply.status(), promised == 0 ? -1 : promised);
        if (sent > 0) {
            exchange.getResponseBody().write(bytes, 0, sent);
            exchange.getResponseBody().flush();
        }
        if (delivery.line() != Delivery.Line.STALL) {
            exchange.close();
        }
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(bytes);
        }
        return zipped.toByteArray();
    }
}

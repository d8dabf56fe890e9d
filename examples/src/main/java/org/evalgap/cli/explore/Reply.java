package org.evalgap.cli.explore;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.evalgap.cli.output.Json;
import org.evalgap.cli.output.Tree;
import org.jspecify.annotations.Nullable;

/** What a request gets: a status and a text. Every one forbids the browser to ask anybody else for anything. */
final class Reply {
    /** Nothing inline but data, nothing from elsewhere, in nobody's frame. Pictures made by the page itself are data. */
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy", POLICY,
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Cache-Control", "no-store");

    private final int status;
    private final String type;
    private final String text;

    private Reply(int status, String type, String text) {
        this.status = status;
        this.type = type;
        this.text = text;
    }

    /** Something of the page. */
    static Reply of(String type, String text) {
        return new Reply(200, type + "; charset=utf-8", text);
    }

    static Reply json(Map<String, @Nullable Object> tree) {
        return of("application/json", Json.line(tree));
    }

    /** One clear sentence. */
    static Reply error(int status, String problem) {
        return new Reply(status, "application/json; charset=utf-8", Json.line(Tree.of("error", problem)));
    }

    void send(HttpExchange exchange) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        HEADERS.forEach(headers::set);
        headers.set("Content-Type", type);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}

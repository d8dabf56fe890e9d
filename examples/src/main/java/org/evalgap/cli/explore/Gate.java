package org.evalgap.cli.explore;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who may ask. Any page that is open in a browser can send requests to this machine, and a foreign name can be made to point
 * here: so the address holds a secret, and the names that the browser thinks it speaks to and comes from must be this server's.
 */
final class Gate {
    private static final int TOKEN_BYTES = 16;
    private static final int HTTP = 80;
    private static final SecureRandom SECRETS = new SecureRandom();

    private final String token;
    private final Set<String> hosts;

    /** A gate with a new secret, for a server at this port of the loopback address. */
    Gate(int port) {
        byte[] secret = new byte[TOKEN_BYTES];
        SECRETS.nextBytes(secret);
        this.token = HexFormat.of().formatHex(secret);
        this.hosts = port == HTTP ? Set.of("127.0.0.1", "localhost") : Set.of("127.0.0.1:" + port, "localhost:" + port);
    }

    /** What begins the path of every address. */
    String prefix() {
        return "/" + token + "/";
    }

    /** Why a request is refused, if it is. */
    Optional<Reply> refusal(HttpExchange exchange) {
        Headers headers = exchange.getRequestHeaders();
        List<String> host = headers.getOrDefault("Host", List.of());
        if (host.size() != 1 || !hosts.contains(host.get(0))) {
            return refused(
                    "this server is reached under the address that evalgap explore printed, and under no other name");
        }
        if (!hasToken(exchange.getRequestURI().getRawPath())) {
            return refused("the address lacks its secret part; open the one that evalgap explore printed");
        }
        List<String> origin = headers.getOrDefault("Origin", List.of());
        boolean posted = exchange.getRequestMethod().equals("POST");
        if (posted && origin.isEmpty()
                || origin.size() > 1
                || !origin.isEmpty() && !origin.get(0).equals("http://" + host.get(0))) {
            return refused("only the page of this server may ask it");
        }
        return Optional.empty();
    }

    private boolean hasToken(String path) {
        int end = path.indexOf('/', 1);
        String given = end < 0 ? "" : path.substring(1, end);
        // Takes as long whichever letter is wrong.
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<Reply> refused(String why) {
        return Optional.of(Reply.error(403, why));
    }
}

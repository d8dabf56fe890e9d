package org.evalgap.cli.explore;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.evalgap.Scenario;
import org.evalgap.cli.input.InputException;

/**
 * The JDK's server of HTTP on the loopback address. It gives out a page, its scripts and its style, which are in the jar, and
 * answers one question: what comes of these settings? It reads and writes no file.
 */
final class ExploreServer implements AutoCloseable {
    /** A question with every parameter has two thousand bytes. */
    static final int LONGEST_QUESTION = 16_384;

    private static final int BACKLOG = 16;

    /** How long a request may take to arrive, in seconds. */
    private static final String PATIENCE = "10";

    private static final String QUESTION = "frame";

    private final HttpServer server;
    private final ExecutorService threads;
    private final PrintWriter faults;
    private final Gate gate;
    private final Vocabulary vocabulary;
    private final Map<String, Reply> shelf;
    private final Desk desk;

    private ExploreServer(HttpServer server, Scenario start, long seed, PrintWriter faults) {
        this.server = server;
        this.threads = Executors.newCachedThreadPool(Desk.daemons("evalgap-explore"));
        this.faults = faults;
        this.gate = new Gate(server.getAddress().getPort());
        this.vocabulary = new Vocabulary(start);
        this.shelf = Shelf.of(vocabulary, seed);
        this.desk = new Desk(seed);
    }

    /**
     * Starts a server.
     *
     * @param start the scenario that the page shows first
     * @param seed seed of everything random
     * @param port 0 takes a free one
     * @param faults told of faults of this program
     * @return the server, which answers until it is closed
     * @throws InputException if the port is taken
     */
    static ExploreServer start(Scenario start, long seed, int port, PrintWriter faults) {
        if (System.getProperty("sun.net.httpserver.maxReqTime") == null) {
            System.setProperty("sun.net.httpserver.maxReqTime", PATIENCE);
        }
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), BACKLOG);
        } catch (IOException e) {
            throw new InputException(
                    "--port " + port + ": " + e.getMessage() + "; leave it out, and a free one is taken");
        }
        ExploreServer made = new ExploreServer(server, start, seed, faults);
        server.setExecutor(made.threads);
        server.createContext("/", made::handle);
        server.start();
        return made;
    }

    /** What to open in a browser. */
    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + gate.prefix();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            reply(exchange).send(exchange);
        }
    }

    private Reply reply(HttpExchange exchange) throws IOException {
        Optional<Reply> refusal = gate.refusal(exchange);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        String name =
                exchange.getRequestURI().getRawPath().substring(gate.prefix().length());
        boolean question = name.equals(QUESTION);
        String method = question ? "POST" : "GET";
        if (!question && !shelf.containsKey(name)) {
            return Reply.error(404, "there is nothing of this name");
        }
        if (!exchange.getRequestMethod().equals(method)) {
            exchange.getResponseHeaders().set("Allow", method);
            return Reply.error(405, "this address takes " + method);
        }
        return question ? answer(exchange.getRequestBody()) : shelf.get(name);
    }

    private Reply answer(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(LONGEST_QUESTION + 1);
        if (bytes.length > LONGEST_QUESTION) {
            return Reply.error(413, "a question may have at most " + LONGEST_QUESTION + " bytes");
        }
        try {
            return Reply.json(desk.answer(Question.read(bytes, vocabulary)));
        } catch (InputException e) {
            return Reply.error(400, e.getMessage());
        } catch (RuntimeException e) {
            faults.println("evalgap: a fault of this program; please report what the page showed and these lines:");
            e.printStackTrace(faults);
            return Reply.error(500, "a fault of this program; the terminal where it runs says more");
        }
    }

    @Override
    public void close() {
        desk.close();
        server.stop(0);
        threads.shutdownNow();
    }
}

package org.evalgap.cli.page;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A headless Chromium with one tab, driven over its DevTools protocol with what the JDK has: a driver of a browser would bring
 * two hundred megabytes of its own.
 */
public final class Browser implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SECONDS = 60;

    /** What the page complained about: errors on the console and exceptions. */
    public final List<String> complaints = new CopyOnWriteArrayList<>();

    /** Every address that was asked for, but for those within the page (data:, blob:). */
    public final List<String> requests = new CopyOnWriteArrayList<>();

    private static @Nullable Browser shared;

    private final Process process;
    private final Path profile;
    private final WebSocket socket;
    private final AtomicInteger calls = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final CopyOnWriteArrayList<CompletableFuture<Void>> loads = new CopyOnWriteArrayList<>();

    private Browser(Process process, Path profile, HttpClient http, String address) {
        this.process = process;
        this.profile = profile;
        this.socket = http.newWebSocketBuilder()
                .buildAsync(URI.create(address), new Ears())
                .join();
    }

    /** The browser of this machine: the one that EVALGAP_BROWSER names, or Chromium or Chrome where they usually are. */
    public static Optional<Path> installed() {
        String named = System.getenv("EVALGAP_BROWSER");
        return Stream.of(
                        named == null ? "/usr/bin/chromium" : named,
                        "/usr/bin/chromium-browser",
                        "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The browser that all tests of a process look through; ends with it. Where there is none the test is skipped, aloud. */
    public static synchronized Browser shared() throws Exception {
        Optional<Path> program = installed();
        if (program.isEmpty()) {
            System.err.println("SKIPPED: pages are not tested in a browser, for there is none;"
                    + " install Chromium (Debian: apt-get install chromium) or name one in EVALGAP_BROWSER");
        }
        assumeTrue(program.isPresent(), "no browser");
        if (shared == null) {
            Browser started = start(program.get());
            Runtime.getRuntime().addShutdownHook(new Thread(started::end));
            shared = started;
        }
        shared.forget();
        return shared;
    }

    /** Forgets complaints and requests of the pages so far. */
    public void forget() {
        complaints.clear();
        requests.clear();
    }

    /** Starts a browser with an empty profile. */
    public static Browser start(Path program) throws Exception {
        Path profile = Files.createTempDirectory("evalgap-browser");
        List<String> flags = List.of(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank");
        Process process = new ProcessBuilder(flags)
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("log").toFile())
                .start();
        Path port = profile.resolve("DevToolsActivePort");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (!Files.exists(port) || Files.readAllLines(port).size() < 2) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IOException("the browser did not start: " + Files.readString(profile.resolve("log")));
            }
            Thread.sleep(50);
        }
        HttpClient http = HttpClient.newHttpClient();
        URI tabs = URI.create("http://127.0.0.1:" + Files.readAllLines(port).get(0) + "/json/list");
        String list = http.send(HttpRequest.newBuilder(tabs).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        for (JsonNode tab : JSON.readTree(list)) {
            if (tab.path("type").asText().equals("page")) {
                Browser browser = new Browser(
                        process, profile, http, tab.path("webSocketDebuggerUrl").asText());
                for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
                    browser.call(domain + ".enable", Map.of());
                }
                return browser;
            }
        }
        throw new IOException("the browser has no tab: " + list);
    }

    /** Takes in messages, which may come in pieces. */
    private final class Ears implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                hear(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }
    }

    private void hear(String message) {
        JsonNode said;
        try {
            said = JSON.readTree(message);
        } catch (IOException e) {
            complaints.add(message);
            return;
        }
        if (said.has("id")) {
            answers.remove(said.path("id").asInt()).complete(said);
            return;
        }
        JsonNode about = said.path("params");
        switch (said.path("method").asText()) {
            case "Runtime.exceptionThrown" ->
                complaints.add(about.path("exceptionDetails").toString());
            case "Runtime.consoleAPICalled" -> {
                if (!about.path("type").asText().matches("log|debug|info")) {
                    complaints.add(about.path("args").toString());
                }
            }
            case "Log.entryAdded" -> complaints.add(about.path("entry").toString());
            case "Network.requestWillBeSent" -> {
                String url = about.path("request").path("url").asText();
                if (!url.startsWith("data:") && !url.startsWith("blob:")) {
                    requests.add(url);
                }
            }
            case "Page.loadEventFired" -> loads.forEach(load -> load.complete(null));
            default -> {
                // Nothing that a test looks at.
            }
        }
    }

    public JsonNode call(String method, Map<String, ?> arguments) throws Exception {
        int id = calls.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
        message.set("params", JSON.valueToTree(arguments));
        socket.sendText(message.toString(), true).join();
        JsonNode said = answer.get(SECONDS, TimeUnit.SECONDS);
        if (said.has("error")) {
            throw new IOException(method + ": " + said.path("error"));
        }
        return said.path("result");
    }

    /** Opens a file in a window of some size. */
    void open(Path page, int width, int height) throws Exception {
        open(page.toUri().toString(), width, height);
    }

    /** Opens an address in a window of some size. */
    public void open(String address, int width, int height) throws Exception {
        window(width, height);
        CompletableFuture<Void> load = new CompletableFuture<>();
        loads.add(load);
        call("Page.navigate", Map.of("url", address));
        load.get(SECONDS, TimeUnit.SECONDS);
        loads.remove(load);
    }

    /** Gives the window another size, and waits until the page has it. */
    public void window(int width, int height) throws Exception {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
        drawn();
    }

    /** What the reader's system asks for; waits until the page has it. */
    public void theme(boolean dark) throws Exception {
        call(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
        drawn();
    }

    /** Waits until the page was drawn: events of a new size or theme come with the next frame, and what they change after it. */
    public void drawn() throws Exception {
        promised("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(0))))");
    }

    /** The value of an expression of JavaScript. */
    public JsonNode evaluate(String expression) throws Exception {
        return evaluate(expression, false);
    }

    /** The value that an expression of JavaScript promises, once it is there. */
    public JsonNode promised(String expression) throws Exception {
        return evaluate(expression, true);
    }

    private JsonNode evaluate(String expression, boolean promised) throws Exception {
        JsonNode result = call(
                "Runtime.evaluate", Map.of("expression", expression, "returnByValue", true, "awaitPromise", promised));
        if (result.has("exceptionDetails")) {
            throw new IOException(result.path("exceptionDetails").toString());
        }
        return result.path("result").path("value");
    }

    /** A picture of the whole page, also beyond the window. */
    public void screenshot(Path file) throws Exception {
        String bytes = call(
                        "Page.captureScreenshot",
                        Map.of("format", "png", "captureBeyondViewport", true, "optimizeForSpeed", true))
                .path("data")
                .asText();
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, Base64.getDecoder().decode(bytes));
    }

    private void end() {
        try {
            close();
        } catch (Exception e) {
            process.destroyForcibly();
        }
    }

    @Override
    public void close() throws Exception {
        socket.abort();
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
        try (Stream<Path> files = Files.walk(profile)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | java.io.UncheckedIOException e) {
            // Helpers of the browser may still be writing; the directory for temporary files keeps what is left.
        }
    }
}

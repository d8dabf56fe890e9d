package org.evalgap.cli.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.Summary;
import org.evalgap.goodhart.Trajectory;
import org.evalgap.measure.Measure;
import org.evalgap.measure.Score;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the server gives to whom. Requests go over sockets, for clients do not let one write any Host. */
class ExploreServerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SEED = 7;
    private static final StringWriter FAULTS = new StringWriter();

    private static ExploreServer server;
    private static String host;
    private static String path;

    /** Of a small lab, which is simulated in no time. */
    private static final String SMALL =
            "\"publicItems\": 60, \"freshItems\": 80, \"workTasks\": 80, \"environments\": 24";

    private record Answer(int status, String head, String body) {}

    @BeforeAll
    static void start() {
        server = ExploreServer.start(Scenario.withDefaults(), SEED, 0, new PrintWriter(FAULTS, true));
        URI address = URI.create(server.address());
        host = address.getAuthority();
        path = address.getPath();
    }

    @AfterAll
    static void stop() {
        server.close();
        assertThat(FAULTS.toString()).isEmpty();
    }

    private static Answer send(String method, String target, List<String> headers, String body) throws IOException {
        StringBuilder request = new StringBuilder(method + " " + target + " HTTP/1.1\r\nConnection: close\r\n");
        headers.forEach(header -> request.append(header).append("\r\n"));
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        request.append("Content-Length: ").append(bytes.length).append("\r\n\r\n");
        try (Socket socket = new Socket(
                InetAddress.getByName("127.0.0.1"), URI.create(server.address()).getPort())) {
            socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            String said = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int end = said.indexOf("\r\n\r\n");
            return new Answer(Integer.parseInt(said.substring(9, 12)), said.substring(0, end), said.substring(end + 4));
        }
    }

    private static Answer get(String target) throws IOException {
        return send("GET", target, List.of("Host: " + host), "");
    }

    private static Answer ask(String body) throws IOException {
        return send("POST", path + "frame", List.of("Host: " + host, "Origin: http://" + host), body);
    }

    private static JsonNode answer(String page, int replicates, String settings) throws IOException {
        Answer answer = ask(
                "{\"page\": \"" + page + "\", \"replicates\": " + replicates + ", \"settings\": {" + settings + "}}");
        assertThat(answer.status).as(answer.body).isEqualTo(200);
        return JSON.readTree(answer.body);
    }

    private static void refused(Answer answer, int status, String part) throws IOException {
        assertThat(answer.status).as(answer.body).isEqualTo(status);
        assertThat(answer.body.lines()).hasSize(1);
        assertThat(answer.body).doesNotContain("\\tat ", "java.", "Exception");
        assertThat(JSON.readTree(answer.body).path("error").asText()).contains(part);
    }

    @Test
    void strangersAreRefused() throws IOException {
        String origin = "Origin: http://" + host;
        String port = host.substring(host.indexOf(':'));
        for (String name :
                List.of("evil.example", "evil.example" + port, "127.0.0.1", "127.0.0.1.evil.example" + port, "")) {
            refused(send("GET", path, List.of("Host: " + name), ""), 403, "under no other name");
        }
        refused(send("GET", path, List.of("Host: " + host, "Host: evil.example"), ""), 403, "under no other name");
        assertThat(send("GET", path, List.of("Host: localhost" + port), "").status)
                .isEqualTo(200);
        String token = path.replace("/", "");
        String wrong = (token.charAt(0) == 'a' ? "b" : "a") + token.substring(1);
        for (String target : List.of("/", "/page.css", "/" + wrong + "/", "/" + token, "/x" + path)) {
            refused(get(target), 403, "lacks its secret part");
        }
        for (List<String> headers : List.of(
                List.of("Host: " + host),
                List.of("Host: " + host, "Origin: null"),
                List.of("Host: " + host, "Origin: http://evil.example"),
                List.of("Host: " + host, "Origin: https://" + host),
                List.of("Host: " + host, origin, "Origin: http://evil.example"))) {
            refused(send("POST", path + "frame", headers, "{}"), 403, "only the page of this server may ask it");
        }
        refused(send("GET", path, List.of("Host: " + host, "Origin: http://evil.example"), ""), 403, "only the page");
    }

    @Test
    void nothingElseIsServed() throws IOException {
        for (String name : List.of(
                "../pom.xml", "..%2fpom.xml", "%2e%2e/pom.xml", "/etc/passwd", "nothing", "page.css/", "page.css%00")) {
            refused(get(path + name), 404, "nothing of this name");
        }
        refused(get(path + "frame"), 405, "takes POST");
        refused(send("PUT", path + "page.css", List.of("Host: " + host), ""), 405, "takes GET");
        assertThat(get(path + "explore.js?" + "x".repeat(50)).status).isEqualTo(200);
    }

    /** Whatever is read into the page, the browser runs scripts of this address alone and asks nobody else. */
    @Test
    void thePageIsLockedUp() throws IOException {
        Answer page = get(path);
        assertThat(page.head)
                .contains("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(Pattern.compile("<script(?! src=| type=\"application/json\")| style=| on\\w+=|<style|https?://")
                        .matcher(page.body)
                        .find())
                .isFalse();
        assertThat(get(path + "page.css").head).contains("text/css").contains("nosniff");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"page": "a", "replicates": 16, "settings": {"inspiration": 2}} | inspiration must be in [0, 1]: 2
            {"page": "a", "replicates": 16, "settings": {"inspiration": NaN}} | no JSON
            {"page": "a", "replicates": 16, "settings": {"inspiration": 1e999}} | inspiration must be in [0, 1]
            {"page": "a", "replicates": 16, "settings": {"inspiration": "much"}} | inspiration
            {"page": "a", "replicates": 16, "settings": {"inspirationn": 1}} | unknown parameter "inspirationn"
            {"page": "a", "replicates": 16, "settings": {"eval": "tasks"}} | unknown parameter "eval"
            {"page": "a", "replicates": 16, "settings": {"inspiration": {"tasks": "/etc/passwd"}}} | inspiration must be a number or a word
            {"page": "a", "replicates": 16, "settings": {"inspiration": null}} | inspiration
            {"page": "a", "replicates": 16, "settings": {"learner": "kernell"}} | learner must be one of kernel, network
            {"page": "a", "replicates": 16, "settings": {"width": 128}} | width
            {"page": "a", "replicates": 16, "settings": {"environments": 65536}} | environments can be drawn live up to 1024: 65536
            {"page": "a", "replicates": 16, "settings": {"rounds": 8, "environments": 4}} | rounds must be at most environments
            {"page": "a", "replicates": 16, "settings": {"inspiration": 0, "inspiration": 1}} | no JSON: Duplicate
            {"page": "a", "replicates": 0, "settings": {}} | replicates must be a whole number in [1, 256]: 0
            {"page": "a", "replicates": 1e9, "settings": {}} | replicates must be a whole number in [1, 256]: 1e9
            {"page": "a", "replicates": 99999999999999999999, "settings": {}} | replicates must be a whole number
            {"page": "", "replicates": 16, "settings": {}} | page must be a text
            {"page": "../../etc", "replicates": 16, "settings": {}} | page must be a text
            {"page": "a", "replicates": 16, "response": 1, "settings": {}} | response must be true or false
            {"page": "a", "replicates": 16, "settings": []} | settings must be an object
            {"page": "a", "replicates": 16, "store": "x"} | unknown entry "store"
            {"page": "a", "replicates": 16, "settings": {}} {} | a question is
            {"page": "a", "replicates": 16 | no JSON
            [] | a question is
            nonsense | no JSON
            ` ` | a question is
            """)
    void badQuestionsAreOneClearSentence(String body, String part) throws IOException {
        refused(ask(body), 400, part);
    }

    @Test
    void longQuestionsAreNotRead() throws IOException {
        refused(ask("{\"page\": \"" + "a".repeat(ExploreServer.LONGEST_QUESTION)), 413, "at most 16384 bytes");
        refused(ask("[".repeat(10_000)), 400, "a question is");
    }

    /** Also those that were refined from fewer replicates, or share a curve with the question before. */
    @Test
    void answersAreTheEnginesOwn() throws IOException {
        for (int replicates : new int[] {1, 16, 40}) {
            for (double inspiration : new double[] {0.25, 1}) {
                JsonNode said = answer("engine", replicates, SMALL + ", \"inspiration\": " + inspiration);
                Scenario scenario = Scenario.withDefaults()
                        .withPublicItems(60)
                        .withFreshItems(80)
                        .withWorkTasks(80)
                        .withEnvironments(24)
                        .withInspiration(inspiration);
                Summary summary = Simulator.ofEverything().summarize(scenario, SEED, replicates);
                JsonNode point = said.path("point");
                for (Measure measure :
                        List.of(Measure.INFLATION, Measure.TRANSFER, Measure.WORK_SCORE, Measure.PEAK_TIME)) {
                    same(point.path("measures").path(measure.label()).path("mean"), summary.mean(measure));
                    same(
                            point.path("measures").path(measure.label()).path("standardError"),
                            summary.standardError(measure).orElse(Double.NaN));
                }
                for (Score score : Score.values()) {
                    same(point.path("gains").path(score.label()).path("mean"), summary.gain(score));
                }
                assertThat(point.path("transferDetermined").asBoolean()).isEqualTo(summary.determinesTransfer());
                curve(point.path("curve"), Trajectory.of(scenario, SEED, replicates));
                for (int level = 0; level < 6; level++) {
                    Summary there = Simulator.ofEverything()
                            .summarize(scenario.withInspiration(Along.LEVELS.get(level)), SEED, replicates);
                    same(said.path("response").path("workGain").path(level), there.gain(Score.WORK));
                    same(said.path("response").path("inflation").path(level), there.mean(Measure.INFLATION));
                }
            }
        }
    }

    private static void same(JsonNode said, double expected) {
        assertThat(said.isNull() ? Double.NaN : said.asDouble()).isEqualTo(Double.valueOf(expected));
    }

    /** Its means are Welford's there, and sums here: apart by roundings of 40 numbers below 1. */
    private static void curve(JsonNode curve, Trajectory expected) {
        assertThat(curve.path("workScore")).hasSize(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            assertThat(curve.path("workScore").path(i).asDouble())
                    .isCloseTo(expected.mean(Trajectory.Quantity.of(Score.WORK), i), within(1e-14));
        }
    }

    /** Two hundred and fifty-six networks take minutes. */
    @Test
    void aNewerQuestionOfAPageStopsTheOlderOne() throws Exception {
        CompletableFuture<JsonNode> slow = CompletableFuture.supplyAsync(() -> {
            try {
                return answer("drag", 256, "\"learner\": \"network\", \"updates\": 1000");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        Thread.sleep(300);
        assertThat(slow).isNotDone();
        long began = System.nanoTime();
        assertThat(answer("other", 2, SMALL).path("replicates").asInt()).isEqualTo(2);
        assertThat(slow).isNotDone();
        assertThat(answer("drag", 2, SMALL).path("replicates").asInt()).isEqualTo(2);
        assertThat(slow.get().path("superseded").asBoolean()).isTrue();
        assertThat(System.nanoTime() - began).as("ns").isLessThan(20_000_000_000L);
    }

    @Test
    void everyParameterHasASliderOfLegalValues() {
        Vocabulary vocabulary =
                new Vocabulary(Scenario.withDefaults().withBudget(0.5).withShift(100));
        for (Parameter parameter : Parameter.values()) {
            List<Double> ticks = vocabulary.ticks(parameter);
            assertThat(ticks)
                    .as(parameter.label())
                    .contains(parameter.byDefault())
                    .isSorted()
                    .hasSizeBetween(3, 130);
            assertThat(ticks).doesNotHaveDuplicates().allMatch(parameter.range()::contains);
        }
        assertThat(vocabulary.ticks(Parameter.BUDGET)).contains(0.5, 0.0, 10.24);
        assertThat(vocabulary.ticks(Parameter.SHIFT)).contains(100.0);
        assertThat(vocabulary.ticks(Parameter.INSPIRATION)).hasSize(101).contains(0.3, 0.7);
    }
}

package org.evalgap.spark;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real cluster on this machine: a master and workers, each a process of its own, of the jars that Maven brings. */
final class StandaloneCluster implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;

    private final Path folder;
    private final Path home;
    private final int port;
    private final List<Process> processes = new ArrayList<>();

    StandaloneCluster(Path folder, Path classPath, int workers) throws IOException, InterruptedException {
        this.folder = folder;
        this.home = Files.createDirectories(folder.resolve("spark"));
        Path jars = Files.createDirectories(home.resolve("jars"));
        for (String jar : Files.readString(classPath).strip().split(File.pathSeparator)) {
            Path file = Path.of(jar);
            Files.createSymbolicLink(jars.resolve(file.getFileName()), file);
        }
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = socket.getLocalPort();
        }
        start(
                "master",
                "org.apache.spark.deploy.master.Master",
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--webui-port",
                "0");
        await();
        for (int w = 0; w < workers; w++) {
            start(
                    "worker-" + w,
                    "org.apache.spark.deploy.worker.Worker",
                    "--host",
                    "127.0.0.1",
                    "--webui-port",
                    "0",
                    "--cores",
                    "1",
                    "--memory",
                    "1g",
                    "--work-dir",
                    folder.resolve("work-" + w).toString(),
                    master());
        }
    }

    String master() {
        return "spark://127.0.0.1:" + port;
    }

    /** The worker started as the n-th. */
    Process worker(int n) {
        return processes.get(1 + n);
    }

    private void await() throws InterruptedException, IOException {
        for (int waited = 0; waited < PATIENCE_MILLIS; waited += 100) {
            try (Socket socket = new Socket("127.0.0.1", port)) {
                if (socket.isConnected()) {
                    return;
                }
            } catch (IOException e) {
                Thread.sleep(100);
            }
        }
        throw new IOException("the master does not answer; see " + folder);
    }

    private void start(String name, String... command) throws IOException {
        List<String> heap = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
        processes.add(builder(name, heap, List.of(command)).start());
    }

    private ProcessBuilder builder(String name, List<String> java, List<String> command) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(java);
        words.addAll(List.of("-cp", home.resolve("jars") + "/*"));
        words.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(false)
                .redirectOutput(folder.resolve(name + ".out").toFile())
                .redirectError(folder.resolve(name + ".err").toFile());
        builder.environment().put("SPARK_HOME", home.toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder;
    }

    /** Submits a program as spark-submit does, whose shell script ends in this. */
    Process submit(String name, String heap, List<String> options, Path jar, List<String> args) throws IOException {
        List<String> words = new ArrayList<>(List.of("org.apache.spark.deploy.SparkSubmit", "--master", master()));
        words.addAll(options);
        words.addAll(List.of("--class", EvalGapOnSpark.class.getName(), jar.toString()));
        words.addAll(args);
        return builder(name, List.of("-Xmx" + heap, "-XX:+UseSerialGC"), words).start();
    }

    String said(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    @Override
    public void close() {
        // Workers first; they take their executors with them.
        for (int i = processes.size() - 1; i >= 0; i--) {
            end(processes.get(i));
        }
    }

    /** Ends a process and those that it started, at once. */
    static void end(Process process) {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

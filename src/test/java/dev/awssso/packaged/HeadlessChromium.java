package dev.awssso.packaged;

import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonStyle;
import dev.awssso.json.JsonText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A real Chromium without a window, led through one page by the Chrome DevTools Protocol. */
final class HeadlessChromium implements AutoCloseable {

    private static final Pattern LISTENING = Pattern.compile("DevTools listening on ws://(127\\.0\\.0\\.1:[0-9]+)/");

    private final Process process;
    private final WebSocket socket;
    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonObject>> answers = new ConcurrentHashMap<>();
    private final List<JsonObject> events = new CopyOnWriteArrayList<>();

    private HeadlessChromium(Process process, URI page) throws Exception {
        this.process = process;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(page, new Receiver())
                .get(PackagedProgram.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            call(domain + ".enable", JsonObject.empty());
        }
    }

    /** Where it is installed, empty where it is not. */
    static Optional<Path> installed() {
        return Stream.of(System.getenv("PATH").split(":"))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts it with a profile of its own in this folder. */
    static HeadlessChromium start(Path program, Path profile) throws Exception {
        // No sandbox of its own: a container has no user namespaces, and only our pages are opened.
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-background-networking",
                        "--no-first-run",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return new HeadlessChromium(process, page(listening(process)));
        } catch (Exception | AssertionError e) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw e;
        }
    }

    private static String listening(Process process) throws IOException {
        BufferedReader err =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
        for (String line = err.readLine(); line != null; line = err.readLine()) {
            Matcher found = LISTENING.matcher(line);
            if (found.find()) {
                Thread rest = new Thread(() -> err.lines().forEach(ignored -> {}), "output of chromium");
                rest.setDaemon(true);
                rest.start();
                return found.group(1);
            }
        }
        throw new AssertionError("chromium ended before it listened");
    }

    private static URI page(String address) throws IOException, InterruptedException {
        String targets = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://" + address + "/json/list"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        return ((List<?>) JsonText.parse(targets))
                .stream()
                        .map(JsonObject.class::cast)
                        .filter(target -> target.string("type").orElse("").equals("page"))
                        .map(target ->
                                URI.create(target.string("webSocketDebuggerUrl").orElseThrow()))
                        .findFirst()
                        .orElseThrow();
    }

    private final class Receiver implements WebSocket.Listener {

        private final StringBuilder message = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            message.append(part);
            if (last) {
                JsonObject whole = JsonObject.parse(message.toString());
                message.setLength(0);
                if (whole.value("id") instanceof Long number) {
                    answers.getOrDefault(number.intValue(), new CompletableFuture<>())
                            .complete(whole);
                } else {
                    events.add(whole);
                }
            }
            from.request(1);
            return null;
        }
    }

    private JsonObject call(String method, JsonObject parameters) {
        int number = numbers.incrementAndGet();
        CompletableFuture<JsonObject> answer = new CompletableFuture<>();
        answers.put(number, answer);
        socket.sendText(
                        JsonStyle.COMPACT.write(JsonObject.empty()
                                .with("id", (long) number)
                                .with("method", method)
                                .with("params", parameters)),
                        true)
                .join();
        try {
            JsonObject whole = answer.get(PackagedProgram.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (whole.value("result") instanceof JsonObject result) {
                return result;
            }
            throw new AssertionError(method + ": " + JsonStyle.COMPACT.write(whole));
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError(method, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A screen of this width, as of a phone or not, light or dark. */
    void screen(int width, boolean phone, boolean dark) {
        call(
                "Emulation.setDeviceMetricsOverride",
                JsonObject.empty()
                        .with("width", (long) width)
                        .with("height", 800L)
                        .with("deviceScaleFactor", 1L)
                        .with("mobile", phone));
        call(
                "Emulation.setEmulatedMedia",
                JsonObject.empty()
                        .with(
                                "features",
                                List.of(JsonObject.empty()
                                        .with("name", "prefers-color-scheme")
                                        .with("value", dark ? "dark" : "light"))));
    }

    /** Opens an address and waits for a heading. */
    void open(String address, String heading) {
        call("Page.navigate", JsonObject.empty().with("url", address));
        waitForHeading(heading);
    }

    void waitForHeading(String heading) {
        waitFor("String(document.querySelector('h1')?.textContent)", heading);
    }

    private void waitFor(String expression, String value) {
        long end = System.nanoTime() + PackagedProgram.PATIENCE.toNanos();
        String last = "";
        while (System.nanoTime() < end) {
            last = evaluate(expression);
            if (last.equals(value)) {
                return;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        throw new AssertionError(expression + " is " + last + ", not " + value);
    }

    /** The value of an expression as text; empty while the page is between two documents. */
    String evaluate(String expression) {
        JsonObject result = call(
                "Runtime.evaluate",
                JsonObject.empty()
                        .with("expression", "String(" + expression + ")")
                        .with("returnByValue", true));
        return result.value("result") instanceof JsonObject value
                ? value.string("value").orElse("")
                : "";
    }

    void press(String key, int code, String text) {
        JsonObject event =
                JsonObject.empty().with("key", key).with("code", key).with("windowsVirtualKeyCode", (long) code);
        call("Input.dispatchKeyEvent", (text.isEmpty() ? event : event.with("text", text)).with("type", "keyDown"));
        call("Input.dispatchKeyEvent", event.with("type", "keyUp"));
    }

    /** The picture of the page, in PNG. */
    byte[] picture() {
        String data = call("Page.captureScreenshot", JsonObject.empty())
                .string("data")
                .orElseThrow();
        return java.util.Base64.getDecoder().decode(data);
    }

    /** What the browser complained about: violations of the policy, blocked or missing resources. */
    List<String> complaints() {
        return events("Log.entryAdded")
                .map(entry -> ((JsonObject) entry.value("entry")))
                .map(entry -> entry.string("text").orElse("") + " "
                        + entry.string("url").orElse(""))
                .toList();
    }

    /** Every address that was asked for. */
    List<String> requested() {
        return events("Network.requestWillBeSent")
                .map(sent -> ((JsonObject) sent.value("request")).string("url").orElse(""))
                .toList();
    }

    private Stream<JsonObject> events(String method) {
        return events.stream()
                .filter(event -> event.string("method").orElse("").equals(method))
                .map(event -> (JsonObject) event.value("params"));
    }

    @Override
    public void close() {
        // By itself it takes its files in the folder for temporary ones along.
        socket.sendText("{\"id\":0,\"method\":\"Browser.close\"}", true).join();
        try {
            if (!process.waitFor(PackagedProgram.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
            socket.abort();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            process.getErrorStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.quicksell.endtoend.bench;

import io.quicksell.endtoend.driver.BuiltJar;
import io.quicksell.endtoend.driver.Ports;
import io.quicksell.endtoend.driver.Processes;
import io.quicksell.endtoend.driver.QuickSellProcess;
import io.quicksell.endtoend.driver.RedisClient;
import io.quicksell.endtoend.driver.RedisRecord;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A running system, in one process or in two that share the embedded Redis of the first: their requests to each other
 * then go over HTTP or over a clustered event bus.
 *
 * @param token is shown with each request, as part of the address; empty where nobody is asked who they are
 */
record WayOfRunning(String name, List<QuickSellProcess> processes, String token) implements AutoCloseable {

    /**
     * What a user runs.
     *
     * @param jvmOptions those that {@code run.sh} sets
     * @param paymentDelay how long the simulated payment takes
     */
    record Shipped(BuiltJar jar, List<String> jvmOptions, Duration paymentDelay) {

        static final Duration PAYMENT_DELAY = Duration.ofSeconds(2);

        /** Another build, run in the same way. */
        Shipped as(BuiltJar other) {
            return new Shipped(other, jvmOptions, paymentDelay);
        }

        private String payment() {
            return "\"delayMillis\": " + paymentDelay.toMillis();
        }
    }

    static final String ALL_IN_ONE = "all in one";
    static final String ACCESS = "access required, closed loop";
    static final String SEPARATE = "two processes, HTTP";
    static final String CLUSTERED = "two processes, clustered";

    private static final String SELLING = "products:read,products:write,orders:place";
    private static final Pattern TOKEN = Pattern.compile("qs_\\w+");
    private static final String SERVICE_KEY = "\"serviceKey\": \"a-key-that-both-processes-have-in-their-confs\"";

    static WayOfRunning allInOne(Shipped shipped) {
        QuickSellProcess process = new QuickSellProcess(shipped.jar(), shipped.jvmOptions(), shipped.payment());
        return new WayOfRunning(ALL_IN_ONE, List.of(started(process)), "");
    }

    /** All in one, where everybody is asked who they are; there is the key of a program that may sell. */
    static WayOfRunning withAccess(Shipped shipped) {
        QuickSellProcess process =
                started(QuickSellProcess.partOf(shipped.jar(), shipped.jvmOptions(), """
                        "access": {"mode": "required", "port": 0}, "inventory": {"port": 0}, "payment": {"port": 0, %s}, "web": {"port": 0}
                        """.formatted(shipped.payment())));
        try {
            return new WayOfRunning(ACCESS, List.of(process), addedKey(shipped.jar(), process));
        } catch (RuntimeException | AssertionError e) {
            process.close();
            throw e;
        }
    }

    /** The token of a new key. */
    private static String addedKey(BuiltJar jar, QuickSellProcess process) {
        String conf = process.conf().toString();
        String said = jar.run(process.conf().getParent(), "--conf", conf, "key", "add", "bench", "--scopes", SELLING)
                .toString();
        Matcher token = TOKEN.matcher(said);
        if (!token.find()) {
            throw new AssertionError("adds no key: " + said);
        }
        return token.group();
    }

    static WayOfRunning separate(Shipped shipped) {
        int inventory = Ports.free();
        int payment = Ports.free();
        return inTwo(SEPARATE, shipped, """
                        %s, "inventory": {"port": %d, "paymentUrl": "http://127.0.0.1:%d"}
                        """.formatted(SERVICE_KEY, inventory, payment), """
                        %s, "payment": {"port": %d, %s, "inventoryUrl": "http://127.0.0.1:%d"}
                        """.formatted(
                        SERVICE_KEY, payment, shipped.payment(), inventory));
    }

    static WayOfRunning clustered(Shipped shipped) {
        int first = Ports.free();
        int second = Ports.free();
        String cluster = """
                , "cluster": {"port": %%d, "members": ["127.0.0.1:%d", "127.0.0.1:%d"]}
                """.formatted(first, second);
        return inTwo(
                CLUSTERED,
                shipped,
                "\"inventory\": {\"port\": 0}" + cluster.formatted(first),
                "\"payment\": {\"port\": 0, " + shipped.payment() + "}" + cluster.formatted(second));
    }

    private static WayOfRunning inTwo(String name, Shipped shipped, String inventory, String payment) {
        QuickSellProcess first = started(QuickSellProcess.partOf(shipped.jar(), shipped.jvmOptions(), inventory));
        try {
            RedisRecord redis = RedisRecord.in(first.data()).orElseThrow();
            QuickSellProcess second = QuickSellProcess.partOf(
                    shipped.jar(), shipped.jvmOptions(), """
                    "redis": {"mode": "external", "port": %d, "password": "%s"}, %s
                    """.formatted(redis.port(), redis.password(), payment));
            return new WayOfRunning(name, List.of(first, started(second)), "");
        } catch (RuntimeException | AssertionError e) {
            first.close();
            throw e;
        }
    }

    /** What does not start leaves nothing behind. */
    private static QuickSellProcess started(QuickSellProcess process) {
        try {
            process.start();
            return process;
        } catch (RuntimeException | AssertionError e) {
            process.close();
            throw e;
        }
    }

    /** The process of Java that has the embedded Redis. */
    QuickSellProcess process() {
        return processes.get(0);
    }

    /** The address of {@code desk}, {@code inventory} or {@code payment}. */
    String url(String service) {
        return processes.stream()
                .map(process -> process.url(service))
                .filter(Objects::nonNull)
                .findFirst()
                .map(url -> token.isEmpty() ? url : url.replace("://", "://" + token + "@"))
                .orElseThrow();
    }

    /** The processes of Java. */
    List<Long> jvms() {
        return processes.stream().map(process -> process.handle().pid()).toList();
    }

    /** The processor time of the JVMs since they began. */
    Duration jvmCpu() {
        return processes.stream()
                .map(process -> Processes.cpu(process.handle()))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** The processor time of Redis since it began. */
    Duration redisCpu() {
        return Processes.cpu(process().redis().orElseThrow());
    }

    RedisClient redisClient() {
        return new RedisClient(process().data());
    }

    /** What the processes have logged at last. */
    String logTail() {
        return processes.stream().map(QuickSellProcess::logTail).collect(Collectors.joining("\n"));
    }

    /** The one with Redis goes last. */
    @Override
    public void close() {
        for (int i = processes.size() - 1; i >= 0; i--) {
            processes.get(i).close();
        }
    }
}

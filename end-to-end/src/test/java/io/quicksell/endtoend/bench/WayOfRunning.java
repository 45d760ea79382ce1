package io.quicksell.endtoend.bench;

import io.quicksell.endtoend.driver.BuiltJar;
import io.quicksell.endtoend.driver.Ports;
import io.quicksell.endtoend.driver.QuickSellProcess;
import io.quicksell.endtoend.driver.RedisRecord;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A running system, in one process or in two that share the embedded Redis of the first: their requests to each other
 * then go over HTTP or over a clustered event bus.
 */
record WayOfRunning(String name, List<QuickSellProcess> processes) implements AutoCloseable {

    private static final List<String> JVM_OPTIONS = List.of("-Xmx256m");

    private static final String SERVICE_KEY = "\"serviceKey\": \"a-key-that-both-processes-have-in-their-confs\"";

    static WayOfRunning allInOne(BuiltJar jar) {
        QuickSellProcess only = new QuickSellProcess(jar, JVM_OPTIONS, "");
        only.start();
        return new WayOfRunning("all in one", List.of(only));
    }

    static WayOfRunning separate(BuiltJar jar) {
        int inventory = Ports.free();
        int payment = Ports.free();
        return inTwo("separate, HTTP", jar, """
                        %s, "inventory": {"port": %d, "paymentUrl": "http://127.0.0.1:%d"}
                        """.formatted(SERVICE_KEY, inventory, payment), """
                        %s, "payment": {"port": %d, "inventoryUrl": "http://127.0.0.1:%d"}
                        """.formatted(
                        SERVICE_KEY, payment, inventory));
    }

    static WayOfRunning clustered(BuiltJar jar) {
        int first = Ports.free();
        int second = Ports.free();
        String cluster = """
                , "cluster": {"port": %%d, "members": ["127.0.0.1:%d", "127.0.0.1:%d"]}
                """.formatted(first, second);
        return inTwo(
                "clustered, bus",
                jar,
                "\"inventory\": {\"port\": 0}" + cluster.formatted(first),
                "\"payment\": {\"port\": 0}" + cluster.formatted(second));
    }

    private static WayOfRunning inTwo(String name, BuiltJar jar, String inventory, String payment) {
        QuickSellProcess first = QuickSellProcess.partOf(jar, JVM_OPTIONS, inventory);
        first.start();
        RedisRecord redis = RedisRecord.in(first.data()).orElseThrow();
        QuickSellProcess second =
                QuickSellProcess.partOf(jar, JVM_OPTIONS, """
                "redis": {"mode": "external", "port": %d, "password": "%s"}, %s
                """.formatted(redis.port(), redis.password(), payment));
        second.start();
        return new WayOfRunning(name, List.of(first, second));
    }

    /** The address of {@code desk}, {@code inventory} or {@code payment}. */
    String url(String service) {
        return processes.stream()
                .map(process -> process.url(service))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
    }

    /** The processor time of all processes since they began, Redis included. */
    Duration cpu() {
        return Stream.concat(processes.stream().map(QuickSellProcess::handle), processes.get(0).redis().stream())
                .map(process -> process.info().totalCpuDuration().orElseThrow())
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** The one with Redis goes last. */
    @Override
    public void close() {
        for (int i = processes.size() - 1; i >= 0; i--) {
            processes.get(i).close();
        }
    }
}

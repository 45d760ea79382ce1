package io.quicksell.launcher;

import com.hazelcast.config.Config;
import com.hazelcast.config.NetworkConfig;
import io.quicksell.launcher.conf.ClusterConfig;
import io.vertx.core.spi.cluster.ClusterManager;
import io.vertx.spi.cluster.hazelcast.ConfigUtil;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.Map;

/**
 * The nodes whose event buses are one. Only questions travel between them, which may be lost without harm; members are named, never
 * searched for, and nothing is told to anybody else.
 */
final class Cluster {

    private static final Map<String, String> PROPERTIES = Map.of(
            "hazelcast.logging.type", "slf4j",
            "hazelcast.phone.home.enabled", "false",
            "hazelcast.shutdownhook.enabled", "false",
            "hazelcast.socket.bind.any", "false",
            "hazelcast.wait.seconds.before.join", "0",
            "hazelcast.max.wait.seconds.before.join", "0",
            "hazelcast.max.join.seconds", "15",
            "hazelcast.heartbeat.interval.seconds", "1",
            "hazelcast.max.no.heartbeat.seconds", "10");

    private static final int CONNECT_SECONDS = 1;

    private Cluster() {}

    static ClusterManager manager(ClusterConfig cluster) {
        Config config = ConfigUtil.loadConfig().setClusterName(cluster.name());
        PROPERTIES.forEach(config::setProperty);
        NetworkConfig network =
                config.getNetworkConfig().setPort(cluster.port()).setPortAutoIncrement(false);
        network.getInterfaces().setEnabled(true).addInterface(cluster.host());
        network.getJoin().getAutoDetectionConfig().setEnabled(false);
        network.getJoin().getMulticastConfig().setEnabled(false);
        network.getJoin()
                .getTcpIpConfig()
                .setEnabled(true)
                .setConnectionTimeoutSeconds(CONNECT_SECONDS)
                .setMembers(cluster.members());
        return new HazelcastClusterManager(config);
    }
}

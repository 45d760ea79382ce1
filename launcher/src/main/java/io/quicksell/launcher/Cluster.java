package io.quicksell.launcher;

import com.hazelcast.config.AdvancedNetworkConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.ServerSocketEndpointConfig;
import io.quicksell.launcher.conf.ClusterConfig;
import io.quicksell.launcher.conf.TlsConfig;
import io.quicksell.launcher.metrics.ProcessMetrics;
import io.quicksell.launcher.run.StartFailure;
import io.quicksell.launcher.trace.Tracing;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.spi.cluster.ClusterManager;
import io.vertx.spi.cluster.hazelcast.ConfigUtil;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The nodes whose event buses are one. Only requests travel between them, which may be lost without harm. Members are named, never
 * discovered, and nothing is reported to anyone else. The port of a node serves members: no clients, and no other protocol.
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
    private static final long JOIN_LIMIT_SECONDS = 30;

    private Cluster() {}

    /**
     * Makes Vert.x, as a node of the cluster where there is one. Blocks until it has joined.
     *
     * @param tls with a certificate and authorities, what the event buses say is encrypted, and only a node that shows a certificate of
     *     these authorities is heard
     * @throws StartFailure if it cannot join
     */
    static Vertx connect(ClusterConfig cluster, TlsConfig tls) {
        return connect(cluster, tls, ProcessMetrics.OFF, Optional.empty());
    }

    /**
     * The same, with what is measured of Vert.x itself.
     *
     * @param tracing makes its tracer; empty where nothing is traced
     * @throws StartFailure if it cannot join
     */
    static Vertx connect(ClusterConfig cluster, TlsConfig tls, ProcessMetrics metrics, Optional<Tracing> tracing) {
        VertxBuilder builder = metrics.measure(new VertxOptions()
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false))
                .setEventBusOptions(bus(cluster, tls)));
        tracing.ifPresent(builder::withTracer);
        if (cluster.isEmpty()) {
            return builder.build();
        }
        try {
            return builder.withClusterManager(manager(cluster))
                    .buildClustered()
                    .await(JOIN_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) { // await() throws what failed as it is: a BindException too
            throw new StartFailure("The cluster cannot be joined: " + e.getMessage(), e);
        }
    }

    private static EventBusOptions bus(ClusterConfig cluster, TlsConfig tls) {
        EventBusOptions bus = new EventBusOptions().setHost(cluster.host());
        tls.authorities()
                .filter(known -> tls.encrypts())
                .ifPresent(authorities -> bus.setSsl(true)
                        .setKeyCertOptions(new PemKeyCertOptions()
                                .setCertPath(tls.certificate().toString())
                                .setKeyPath(tls.key().toString()))
                        .setTrustOptions(new PemTrustOptions().addCertPath(authorities.toString()))
                        .setClientAuth(ClientAuth.REQUIRED));
        return bus;
    }

    private static ClusterManager manager(ClusterConfig cluster) {
        Config config = ConfigUtil.loadConfig().setClusterName(cluster.name());
        PROPERTIES.forEach(config::setProperty);
        config.getSerializationConfig().setJavaSerializationFilterConfig(new JavaSerializationFilterConfig());
        ServerSocketEndpointConfig members =
                new ServerSocketEndpointConfig().setPort(cluster.port()).setPortAutoIncrement(false);
        members.getInterfaces().setEnabled(true).addInterface(cluster.host());
        AdvancedNetworkConfig network =
                config.getAdvancedNetworkConfig().setEnabled(true).setMemberEndpointConfig(members);
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

package io.quicksell.launcher;

import io.quicksell.launcher.conf.QuickSellConfig;
import io.quicksell.launcher.run.StartFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Whether the ports of a conf are free, looked at before anything is started: a port that is taken costs nothing but one line. */
final class FreePorts {

    private FreePorts() {}

    /**
     * @throws StartFailure if a port cannot be bound; the line names the service and its key in the conf
     */
    static void check(QuickSellConfig config) {
        config.inventory().ifPresent(inventory -> check(config, "inventory", inventory.port()));
        config.payment().ifPresent(payment -> check(config, "payment", payment.port()));
        config.accessService().ifPresent(access -> check(config, "access", access.port()));
        config.web().ifPresent(web -> check(config, "web", web.port()));
        if (config.metrics().isOn()) {
            check(config, "metrics", config.metrics().host(), config.metrics().port());
        }
    }

    private static void check(QuickSellConfig config, String service, int port) {
        check(config, service, config.entrance().host(), port);
    }

    private static void check(QuickSellConfig config, String service, String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw new StartFailure(
                    "Port " + port + " cannot be used (" + e.getMessage() + "): stop what uses it, or set " + service
                            + ".port in " + config.file(),
                    e);
        }
    }
}

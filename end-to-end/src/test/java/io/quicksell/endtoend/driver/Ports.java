package io.quicksell.endtoend.driver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Random;

/** Ports for processes that have to know each other's before they run. */
public final class Ports {

    /** Below those that the kernel gives to outgoing connections: a process that is away keeps its port. */
    private static final int FIRST_PORT = 20_000;

    private static final int PORTS = 12_000;
    private static final Random RANDOM = new Random();

    private Ports() {}

    /** A port of loopback that nobody has. */
    public static int free() {
        while (true) {
            int port = FIRST_PORT + RANDOM.nextInt(PORTS);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                continue;
            }
        }
    }
}

package io.quicksell.launcher.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.HashMap;
import java.util.Map;

/** Sends one command to a Redis server on loopback and reads its reply. Blocks, within a limit; for start and stop. */
final class RedisProbe {

    /** What is on the port. */
    enum State {
        /** Our server, ready. */
        READY,
        /** Our server, still reading its data. */
        LOADING,
        /** Something that accepts connections and does not reply: our server, frozen or very busy, perhaps. */
        SILENT,
        /** A server with another password, or no Redis. */
        OTHER,
        /** Nothing. */
        ABSENT
    }

    private static final int LIMIT_MILLIS = 1_000;
    private static final Map<String, State> STATES = Map.of("+PONG", State.READY, "-LOADING", State.LOADING);

    private final int port;
    private final String password;

    RedisProbe(int port, String password) {
        this.port = port;
        this.password = password;
    }

    State state() {
        try {
            String reply = send("PING");
            return reply == null ? State.ABSENT : STATES.getOrDefault(reply.split(" ")[0], State.OTHER);
        } catch (SocketTimeoutException e) {
            return State.SILENT;
        } catch (IOException notThere) {
            return State.ABSENT;
        }
    }

    /**
     * Sends a command without arguments.
     *
     * @return the first line of its reply, or {@code null} if the server hung up
     * @throws IOException if the server does not reply
     */
    String send(String command) throws IOException {
        return send(command, BufferedReader::readLine);
    }

    /**
     * A section of INFO, as a map.
     *
     * @throws IOException if the server does not reply with it
     */
    Map<String, String> info(String section) throws IOException {
        Map<String, String> fields = new HashMap<>();
        send("INFO " + section, in -> {
            String length = in.readLine();
            String line = length == null || !length.startsWith("$") ? null : in.readLine();
            while (line != null && !line.isEmpty()) {
                String[] field = line.split(":", 2);
                fields.put(field[0], field.length == 2 ? field[1] : "");
                line = in.readLine();
            }
            return length;
        });
        return fields;
    }

    private String send(String command, Reply reply) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), LIMIT_MILLIS);
            socket.setSoTimeout(LIMIT_MILLIS);
            OutputStream out = socket.getOutputStream();
            out.write(("AUTH " + password + "\r\n" + command + "\r\n").getBytes(UTF_8));
            out.flush();
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            String authenticated = in.readLine();
            return "+OK".equals(authenticated) ? reply.read(in) : authenticated;
        }
    }

    private interface Reply {
        String read(BufferedReader in) throws IOException;
    }
}

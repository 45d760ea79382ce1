package io.quicksell.launcher.conf;

import io.quicksell.common.domain.Check;
import java.util.List;

/**
 * Where the nodes of a cluster find each other; every key is described in README.md.
 *
 * @param members addresses ({@code host:port}) of nodes, this one among them or not; empty means that there is no cluster
 * @param host the address of this node that the others reach
 * @param port of this node
 * @param name nodes with another name are strangers
 */
public record ClusterConfig(List<String> members, String host, int port, String name) {

    /** The shipped one, which everybody knows. */
    static final String DEFAULT_NAME = "quicksell";

    public ClusterConfig {
        Check.port("port", port);
        for (String member : members) {
            Check.that(member.matches("[^:\\s]+:[0-9]{1,5}"), "members must be like 127.0.0.1:5701");
        }
    }

    /** Without members there is no cluster. */
    public boolean isEmpty() {
        return members.isEmpty();
    }
}

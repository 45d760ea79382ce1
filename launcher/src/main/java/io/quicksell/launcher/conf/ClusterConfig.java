package io.quicksell.launcher.conf;

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

    public ClusterConfig {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port must be from 1 to 65535");
        }
        for (String member : members) {
            if (!member.matches("[^:\\s]+:[0-9]{1,5}")) {
                throw new IllegalArgumentException("members must be like 127.0.0.1:5701, not " + member);
            }
        }
    }
}

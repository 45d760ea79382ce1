package io.quicksell.common.metrics;

import java.util.List;

/**
 * Everything of this system that can be measured. Names, units and labels follow the
 * <a href="https://prometheus.io/docs/practices/naming/">conventions of Prometheus</a>, and never change their meaning; docs/operating.md
 * says what to make of them.
 */
public enum Metric {
    HTTP_REQUEST(
            Kind.HISTOGRAM,
            "http_request_duration_seconds",
            "From the head of a request to the head of its response",
            "service",
            "route",
            "method",
            "status"),
    REFUSALS(Kind.COUNTER, "refusals_total", "Requests that were answered with a problem", "service", "reason"),
    ORDERS(Kind.COUNTER, "orders_total", "Orders that this process brought to a status", "status"),
    HOLDS(Kind.GAUGE, "holds", "Orders for which units are held"),
    HOLD_OVERDUE(
            Kind.GAUGE, "hold_overdue_seconds", "For how long the hold whose turn it is has waited for the sweeper"),
    GROUP_LAG(
            Kind.GAUGE, "group_lag_seconds", "For how long the oldest event that is not finished has waited", "group"),
    GROUP_PENDING(Kind.GAUGE, "group_pending_entries", "Events that were read and are not finished", "group"),
    FAILED_TRIES(Kind.COUNTER, "failed_tries_total", "Tries to handle an event that failed", "group", "fault"),
    DEAD_LETTERS(Kind.GAUGE, "dead_letters", "Events that could not be handled and wait for an operator", "group"),
    BATCH(Kind.HISTOGRAM, "batch_decisions", "Decisions that one call of a script made", "script"),
    UP(Kind.GAUGE, "up", "Whether what a service depends on answers it", "service", "dependency"),
    REDIS_REPLY(
            Kind.HISTOGRAM,
            "redis_reply_duration_seconds",
            "From a PING to its reply, which waits for the commands before it",
            "service"),
    REDIS_WAITING(Kind.GAUGE, "redis_waiting_commands", "Commands that wait for their reply", "loop"),
    REDIS_MEMORY_USED(Kind.GAUGE, "redis_memory_used_bytes", "Memory that Redis uses"),
    REDIS_MEMORY_MAX(Kind.GAUGE, "redis_memory_max_bytes", "Memory that Redis may use; 0 without a limit"),
    REDIS_REPLICAS(Kind.GAUGE, "redis_replicas", "Replicas that are connected to the master"),
    REDIS_REPLICA_LAG(
            Kind.GAUGE, "redis_replica_lag_bytes", "What the slowest replica has not confirmed of what was written"),
    INDEX_BUILT(Kind.GAUGE, "index_built_ratio", "How much of the index of orders is built"),
    INDEX_LAG(Kind.GAUGE, "index_lag_seconds", "How old what the index was last fed with is"),
    INDEX_SIZE(Kind.GAUGE, "index_size_bytes", "Size of the files of the index"),
    INDEX_DOCUMENTS(Kind.GAUGE, "index_documents", "Orders in the index"),
    EVENT_LISTENERS(Kind.GAUGE, "event_listeners", "Clients that listen to live events", "service"),
    LOOP_DELAY(Kind.HISTOGRAM, "event_loop_delay_seconds", "How late a timer of an event loop comes", "loop"),
    GATEWAY(
            Kind.HISTOGRAM,
            "gateway_request_duration_seconds",
            "From a request to the payment gateway to its answer",
            "operation",
            "outcome"),
    BOOKS_VIOLATED(Kind.GAUGE, "books_violated", "Whether the check of the books has found that they do not agree"),
    CERTIFICATE_REMAINING(
            Kind.GAUGE, "certificate_remaining_seconds", "Until the certificate at the ports ends", "service"),
    BACKUP_AGE(Kind.GAUGE, "backup_age_seconds", "How old the last proved nightly backup is");

    /** What the values of a metric are. */
    public enum Kind {
        COUNTER,
        GAUGE,
        HISTOGRAM
    }

    private static final String PREFIX = "quicksell_";

    private final Kind kind;
    private final String name;
    private final String meaning;
    private final List<String> labels;

    Metric(Kind kind, String name, String meaning, String... labels) {
        this.kind = kind;
        this.name = PREFIX + name;
        this.meaning = meaning;
        this.labels = List.of(labels);
    }

    public Kind kind() {
        return kind;
    }

    /** As Prometheus knows it. */
    public String exportedName() {
        return name;
    }

    /** In half a sentence. */
    public String meaning() {
        return meaning;
    }

    public List<String> labels() {
        return labels;
    }
}

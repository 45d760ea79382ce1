package io.quicksell.payment;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far an order is. It only moves forward: pending to completed or failed, completed to refunded. */
enum OrderStatus {
    PENDING,
    COMPLETED,
    FAILED,
    REFUNDED;

    static OrderStatus of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    /** As the API and Redis spell it. */
    @JsonValue
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}

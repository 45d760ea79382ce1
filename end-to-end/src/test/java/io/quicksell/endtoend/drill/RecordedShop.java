package io.quicksell.endtoend.drill;

import java.util.Map;

/** The shop that is recorded with each release. Its orders are known by their references; the records have these, so they never change. */
final class RecordedShop {

    static final String TEA = "Tea";
    static final String CHEESE = "Käse \"Brie\" ☕ 北京 \\ 50 %";

    static final String COMPLETED = "completed";
    static final String COMPLETED_LINES = "O'Brien \"größer\" 日本 \\ <b> {2} 🧀";
    static final String FAILED = "declined";
    static final String REFUNDED = "refunded";
    static final String REFUNDED_WITHOUT_RESTOCK = "refunded without restock";
    static final String REFUNDED_AFTER_DELETION = "refunded after deletion";
    static final String REFUND_PENDING = "refund pending";
    static final String PENDING = "pending";
    static final String PENDING_LINES = "pending with lines";
    static final String WITH_A_KEY = "with a key";

    static final String REASON = "damaged: \"naß\"";
    static final String KEY = "the-key-of-an-order";
    static final String KEY_OF_THE_CORRECTION = "the-key-of-a-correction";
    static final Map<String, Object> CORRECTION = Map.of("delta", -2, "reason", "counted: \"weniger\"");

    private RecordedShop() {}
}

package io.quicksell.endtoend.driver;

/** What a clerk does, as {@link Shop}, with as little work as a client can do. Needs nothing but the JDK. */
public final class LeanShop {

    private static final String BEFORE_ID = "{\"id\":\"";
    private static final int ID_LENGTH = 36;

    private LeanShop() {}

    /**
     * Adds a product, which has to be accepted.
     *
     * @return its id
     */
    public static String addProduct(KeepAlive inventory, String name, long units) {
        String product = "{\"name\": \"" + name + "\", \"price\": 2.5, \"quantity\": " + units + "}";
        return idIn(inventory.post("/products", product).expect(201).body());
    }

    /**
     * Orders one unit of a product, and the order has to be accepted.
     *
     * @return its id
     */
    public static String placeOrder(KeepAlive payment, String product) {
        String order = "{\"product_id\": \"" + product + "\", \"quantity\": 1}";
        return idIn(payment.post("/orders", order).expect(201).body());
    }

    /** The id of a product or an order, where the API shows it: at the very beginning. */
    public static String idIn(String json) {
        if (!json.startsWith(BEFORE_ID)) {
            throw new AssertionError("begins with no id: " + json);
        }
        return json.substring(BEFORE_ID.length(), BEFORE_ID.length() + ID_LENGTH);
    }
}

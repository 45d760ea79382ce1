package io.quicksell.endtoend.driver;

/** The two ways in: straight to each service, as programs go, and through the desk, as the browser goes. */
public enum Door {
    EACH_SERVICE {
        @Override
        public Shop into(QuickSellProcess system) {
            return new Shop(new Rest(system.url("inventory")), new Rest(system.url("payment")));
        }
    },
    THE_DESK {
        @Override
        public Shop into(QuickSellProcess system) {
            String api = system.url("desk") + "/api/";
            return new Shop(new Rest(api + "inventory"), new Rest(api + "payment"));
        }
    };

    public abstract Shop into(QuickSellProcess system);
}

package io.quicksell.endtoend;

/** The two ways in: straight to each service, as programs go, and through the desk, as the browser goes. */
enum Door {
    EACH_SERVICE {
        @Override
        Shop into(QuickSellProcess system) {
            return new Shop(new Rest(system.url("inventory")), new Rest(system.url("payment")));
        }
    },
    THE_DESK {
        @Override
        Shop into(QuickSellProcess system) {
            String api = system.url("desk") + "/api/";
            return new Shop(new Rest(api + "inventory"), new Rest(api + "payment"));
        }
    };

    abstract Shop into(QuickSellProcess system);
}

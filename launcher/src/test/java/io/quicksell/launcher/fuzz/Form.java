package io.quicksell.launcher.fuzz;

/** How near a request is to what its contract describes. */
enum Form {
    /** The schemas describe it: it must not be called invalid. */
    VALID,
    /** One thing of it is other than the schemas say, but the words of the contract may take it. */
    UNUSUAL,
    /** One thing of it is wrong: if the schemas do not describe it, it must not be carried out. */
    WRONG,
    /** It need not even be HTTP. */
    RAW
}

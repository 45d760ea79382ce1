package io.quicksell.access;

/**
 * What it costs to try a password.
 *
 * @param rounds of the hash of a new one; 600,000 are as many as OWASP's Password Storage Cheat Sheet asks for, and take about 0.1 s
 * @param firstPauseMillis the pause after the free tries; each further one is twice as long as the one before
 */
record PasswordCosts(int rounds, long firstPauseMillis) {

    static final PasswordCosts SHIPPED = new PasswordCosts(600_000, 1_000);
}

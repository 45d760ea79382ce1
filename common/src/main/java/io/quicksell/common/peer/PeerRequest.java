package io.quicksell.common.peer;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;

/**
 * What one service asks the other. Asking again with the same body changes nothing more.
 *
 * @param address where it goes on the event bus
 * @param method with which it goes over HTTP
 * @param path to which it goes over HTTP, with parameters
 * @param body JSON; over HTTP it is sent with POST only
 */
public record PeerRequest(String address, HttpMethod method, String path, Buffer body) {}

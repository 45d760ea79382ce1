package io.quicksell.common.peer;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;

/**
 * A request from one service to the other. Repeating it with the same body changes nothing more.
 *
 * @param address on the event bus
 * @param method over HTTP
 * @param path over HTTP, with parameters
 * @param body JSON; over HTTP it is sent only with POST
 */
public record PeerRequest(String address, HttpMethod method, String path, Buffer body) {}

-- Shared by the scripts that move an order along.
--
-- An order is a hash: number, status, lines (JSON), quantity, fee, total (cents), reference, digest, version, entry (its place in
-- order_created, and so the time of its creation), <status>_at for each further status it has reached, updated_at if it changed in
-- another way since; product_id and price if it has one line; charge_id (the gateway's) once it was charged or declined; reason if it
-- failed, reason and restock if a refund was requested; not_returned (JSON) if units of a refund could not go back; placed_by and
-- refunded_by if somebody is known who did.

-- include basics.lua

-- What has to be known of an order to move it along; all but the version is told.
local names = { 'version', 'status', 'lines', 'product_id', 'price', 'quantity', 'fee', 'total', 'placed_by', 'reason', 'restock',
  'refunded_by', 'not_returned' }

-- Where a name is in them.
local at = {}
for i, name in ipairs(names) do
  at[name] = i
end

-- The values of the names, in their sequence: false for what is not there.
local function read_order(order)
  return redis.call('HMGET', order, unpack(names))
end

-- Emits an order as these values tell it, as a part of a trace if there is one.
local function tell(stream, order_id, now, values, traceparent)
  local entry, n = { 'v', 1, 'order_id', order_id, 'at', now }, 6
  for i = at.status, #names do
    if values[i] then
      entry[n + 1], entry[n + 2] = names[i], values[i]
      n = n + 2
    end
  end
  entry[n + 1], entry[n + 2] = unpack(trace_of(traceparent))
  redis.call('XADD', stream, '*', unpack(entry))
end

-- Emits the order as it is now on the stream of its status.
local function announce_order(order, order_id, now, stream, traceparent)
  redis.call('HINCRBY', order, 'version', 1)
  tell(stream, order_id, now, read_order(order), traceparent)
end

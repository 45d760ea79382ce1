-- Shared by the scripts that move an order along.
--
-- An order is a hash: number, status, lines (JSON), quantity, fee, total (cents), reference, digest, version, created_at,
-- updated_at, <status>_at for each status it has reached; product_id and price if it has one line; charge_id (the gateway's) once it
-- was charged or declined; reason if it failed, reason and restock if a refund was requested; not_returned (JSON) if units of a refund
-- could not go back.

-- include basics.lua

-- Moves the order from the list of one status to that of another. Each list is ordered by creation.
local function relist(order, order_id, from, to)
  redis.call('ZREM', from, order_id)
  redis.call('ZADD', to, redis.call('HGET', order, 'created_at') or now_millis(), order_id)
end

-- Emits the order as it is now on the stream of its status.
local function announce_order(order, order_id, now, stream)
  redis.call('HSET', order, 'updated_at', now)
  redis.call('HINCRBY', order, 'version', 1)
  local names = { 'status', 'lines', 'product_id', 'price', 'quantity', 'fee', 'total', 'reason', 'restock', 'not_returned' }
  local values = redis.call('HMGET', order, unpack(names))
  local entry = { 'v', 1, 'order_id', order_id, 'at', now }
  for i, name in ipairs(names) do
    if values[i] then
      entry[#entry + 1] = name
      entry[#entry + 1] = values[i]
    end
  end
  redis.call('XADD', stream, '*', unpack(entry))
end

-- Moves the order to a status and emits its event on the stream of that status.
local function enter_status(order, order_id, status, now, stream)
  redis.call('HSET', order, 'status', status, status .. '_at', now)
  announce_order(order, order_id, now, stream)
end

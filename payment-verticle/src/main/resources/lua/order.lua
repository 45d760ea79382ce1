-- Shared by the scripts that move an order along.
--
-- An order is a hash: number, status, lines (JSON), quantity, fee, total (cents), reference, digest, version, created_at,
-- updated_at, <status>_at for each status it has reached; product_id and price if it has one line; charge_id (the gateway's) once it
-- was charged or declined; reason if it failed, reason and restock if a refund was requested.

-- include basics.lua

-- Moves the order from the list of one status to that of another. Each list is ordered by creation.
local function relist(order, order_id, from, to)
  redis.call('ZREM', from, order_id)
  redis.call('ZADD', to, redis.call('HGET', order, 'created_at') or now_millis(), order_id)
end

-- Moves the order to a status and emits its event on the stream of that status.
local function enter_status(order, order_id, status, now, stream)
  redis.call('HSET', order, 'status', status, status .. '_at', now, 'updated_at', now)
  redis.call('HINCRBY', order, 'version', 1)
  local names = { 'lines', 'product_id', 'price', 'quantity', 'fee', 'total', 'reason', 'restock' }
  local values = redis.call('HMGET', order, unpack(names))
  local entry = { 'v', 1, 'order_id', order_id, 'at', now, 'status', status }
  for i, name in ipairs(names) do
    if values[i] then
      entry[#entry + 1] = name
      entry[#entry + 1] = values[i]
    end
  end
  redis.call('XADD', stream, '*', unpack(entry))
end

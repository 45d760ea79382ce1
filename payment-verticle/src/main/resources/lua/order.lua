-- Shared by the scripts that move an order along.
--
-- An order is a hash: number, status, lines (JSON), quantity, fee, total (cents), reference, digest, version, created_at,
-- updated_at, <status>_at for each status it reached; product_id and price where it has one line; reason and restock where it
-- failed or a refund was asked for.

local function now_millis()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

-- Redis rolls nothing back, so a key of a wrong type has to be found before the first write.
local function expect_type(kind, ...)
  for _, key in ipairs({ ... }) do
    local found = redis.call('TYPE', key).ok
    if found ~= kind and found ~= 'none' then
      error(key .. ' holds a ' .. found .. ' where a ' .. kind .. ' belongs')
    end
  end
end

-- Moves the order from the list of one status to that of another; in each it stands by its creation.
local function relist(order, order_id, from, to)
  redis.call('ZREM', from, order_id)
  redis.call('ZADD', to, redis.call('HGET', order, 'created_at') or now_millis(), order_id)
end

-- Moves the order to a status and tells the stream of that status.
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

-- Decides whether an order is accepted: once, and only while its units are still held for it.
--
-- KEYS     1 order:<id> (hash)  2 orders (zset)  3 order_created (stream)  4 order_number (string)
--          5 orders:pending (zset), then for each product in the order orders_of_product:<id> (zset)
-- ARGV     1 id  2 the hold's deadline  3 digest of the request, then field, value, ... of the order
-- Returns  created, [field, value, ...] | exists, [field, value, ...]: it was accepted before
--          different: it was accepted before, for another request | expired: the hold may be gone
-- Emits    order_created

-- include order.lua

local order, orders, created, counter = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local id, deadline, digest = ARGV[1], tonumber(ARGV[2]), ARGV[3]
local earlier = redis.call('HGET', order, 'digest')
if earlier then
  if earlier ~= digest then
    return { 'different' }
  end
  return { 'exists', redis.call('HGETALL', order) }
end
local now = now_millis()
if now > deadline then
  return { 'expired' }
end
local listed_in = { orders, unpack(KEYS, 5) }
expect_type('zset', unpack(listed_in))
expect_type('stream', created)

local number = redis.call('INCR', counter)
redis.call('HSET', order, 'number', number, 'digest', digest, 'created_at', now, unpack(ARGV, 4))
for _, list in ipairs(listed_in) do
  redis.call('ZADD', list, now, id)
end
enter_status(order, id, 'pending', now, created)
return { 'created', redis.call('HGETALL', order) }

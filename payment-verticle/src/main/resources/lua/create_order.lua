-- Decides whether an order is accepted: once, and only while its units are still held for it.
--
-- KEYS     1 order:<id> (hash)  2 orders (zset)  3 order_created (stream)  4 order_number (string)
--          5 orders:pending (zset)  6 refusal:<order_id>:<digest> (hash),
--          then for each product in the order orders_of_product:<id> (zset)
-- ARGV     1 id  2 the hold's deadline  3 digest of the request  4 number of the try, or empty if there can be no other
--          5 how long a try may create after it got its number, in milliseconds, then field, value, ... of the order
-- Returns  created, [field, value, ...] | exists, [field, value, ...]: it was accepted before
--          different: it was accepted before, for another request | expired: the hold may be gone, or the try is too old
--          refused, answer: this try or a later one was refused
-- Emits    order_created

-- include order.lua

local order, orders, created, counter, pending, refusal = unpack(KEYS, 1, 6)
local id, deadline, digest, try, try_millis = ARGV[1], tonumber(ARGV[2]), ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[5])
local earlier = redis.call('HGET', order, 'digest')
if earlier then
  if earlier ~= digest then
    return { 'different' }
  end
  return { 'exists', redis.call('HGETALL', order) }
end
if try then
  local refused = redis.call('HMGET', refusal, 'try', 'answer')
  if refused[1] and try <= tonumber(refused[1]) then
    return { 'refused', refused[2] }
  end
  deadline = math.min(deadline, try / 1000 + try_millis)
end
local now = now_millis()
if now > deadline then
  return { 'expired' }
end
local listed_in = { orders, pending, unpack(KEYS, 7) }
expect_type('zset', unpack(listed_in))
expect_type('stream', created)

local number = redis.call('INCRBY', counter, 1)
redis.call('HSET', order, 'number', number, 'digest', digest, 'created_at', now, unpack(ARGV, 6))
for _, list in ipairs(listed_in) do
  redis.call('ZADD', list, now, id)
end
enter_status(order, id, 'pending', now, created)
return { 'created', redis.call('HGETALL', order) }

-- Decides whether an order is accepted: once, and only while its units are still held for it.
--
-- KEYS     1 order:<id> (hash)  2 orders (zset)  3 order_created (stream)  4 order_number (string)
--          5 orders:pending (zset)  6 refusal:<order_id>:<digest> (hash)
--          7 quicksell:secret (string)  8 order_of_number (hash),
--          then for each product in the order orders_of_product:<id> (zset)
-- ARGV     1 id  2 the hold's deadline  3 digest of the request  4 number of the try, or empty if there can be no other
--          5 how long a try may create after it got its number, in milliseconds
--          6 the namespace in which the ids of keys are, then field, value, ... of the order
-- Returns  created, [field, value, ...] | exists, [field, value, ...]: it was accepted before
--          different: it was accepted before, for another request | expired: the hold may be gone, or the try is too old
--          other_namespace: another one is kept, so the same key is another order
--          refused, answer: this try or a later one was refused
-- Emits    order_created

-- include order.lua

local order, orders, created, counter, pending, refusal, secret, of_number = unpack(KEYS, 1, 8)
local id, deadline, digest, try, try_millis = ARGV[1], tonumber(ARGV[2]), ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[5])
if redis.call('GET', secret) ~= ARGV[6] then
  return { 'other_namespace' }
end
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
local listed_in = { orders, pending, unpack(KEYS, 9) }
expect_type('zset', unpack(listed_in))
expect_type('stream', created)
expect_type('hash', of_number)

local number = redis.call('INCRBY', counter, 1)
redis.call('HSET', order, 'number', number, 'digest', digest, 'created_at', now, unpack(ARGV, 7))
redis.call('HSET', of_number, number, id)
for _, list in ipairs(listed_in) do
  redis.call('ZADD', list, now, id)
end
enter_status(order, id, 'pending', now, created)
return { 'created', redis.call('HGETALL', order) }

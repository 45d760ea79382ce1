-- Decides whether a refund may be asked for, and asks: once, with the reason and restock that came first.
--
-- KEYS     1 order:<id> (hash)  2 refund_order (stream)
-- ARGV     1 id  2 reason, or empty  3 restock: true or false
-- Returns  requested, [field, value, ...]: also when it was asked for or done before
--          not_completed, status | unknown
-- Emits    refund_order

-- include order.lua

local order, refunds = KEYS[1], KEYS[2]
local id, reason, restock = ARGV[1], ARGV[2], ARGV[3]
local known = redis.call('HMGET', order, 'status', 'restock')
local status, asked = known[1], known[2]
if not status then
  return { 'unknown' }
elseif status ~= 'completed' and status ~= 'refunded' then
  return { 'not_completed', status }
elseif asked then
  return { 'requested', redis.call('HGETALL', order) }
end
expect_type('stream', refunds)

local now = now_millis()
redis.call('HSET', order, 'reason', reason, 'restock', restock, 'updated_at', now)
redis.call('HINCRBY', order, 'version', 1)
redis.call('XADD', refunds, '*', 'v', 1, 'order_id', id, 'at', now, 'reason', reason, 'restock', restock)
return { 'requested', redis.call('HGETALL', order) }

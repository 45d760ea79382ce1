-- Decides what the end of a refund does to its order: a completed order becomes refunded.
--
-- KEYS     1 order:<id> (hash)  2 refund_order (stream)  3 order_refunded (stream)
-- ARGV     1 id  2 whether the gateway has paid it back: false if it was not asked, because the order was not there or not completed
--          3 reason, or empty  4 restock: true or false  5 group  6 entry id (see entry.lua)  7 the traceparent of its event, or empty
-- Returns  refunded | already | not_here: another primary had this entry; nothing is written
--          not_paid_back: it is completed, whatever it was when it was looked up | not_completed: nothing to refund
--          unknown: no such order; in these three cases the entry stays pending
-- Emits    order_refunded with the reason and restock that came first, and acknowledges the entry

-- include order.lua
-- include version.lua
-- include entry.lua

local order, refunds, refunded = KEYS[1], KEYS[2], KEYS[3]
local id, paid_back, reason, restock, group, entry_id, traceparent = unpack(ARGV, 1, 7)
if not is_here(refunds, entry_id, 'order_id', id) then
  return { 'not_here' }
end
local known = redis.call('HMGET', order, 'status', 'restock')
local status, asked = known[1], known[2]
if not status then
  return { 'unknown' }
elseif status == 'refunded' then
  acknowledge(refunds, group, { entry_id })
  return { 'already' }
elseif status ~= 'completed' then
  return { 'not_completed' }
elseif paid_back ~= 'true' then
  return { 'not_paid_back' }
end
expect_type('stream', refunds, refunded)
expect_version(order)

if not asked then
  redis.call('HSET', order, 'reason', reason, 'restock', restock)
end
local now = now_millis()
redis.call('HSET', order, 'status', 'refunded', 'refunded_at', now)
announce_order(order, id, now, refunded, traceparent)
acknowledge(refunds, group, { entry_id })
return { 'refunded' }

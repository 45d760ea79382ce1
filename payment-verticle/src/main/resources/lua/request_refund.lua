-- Decides whether a refund may be requested, and requests it: once, with the reason, restock and name that came first.
--
-- KEYS     1 order:<id> (hash)  2 refund_order (stream)  3 order_change:<change id> (hash)
-- ARGV     1 request (a digest)  2 how long to remember its answer, in milliseconds  3 id  4 reason, or empty
--          5 restock: true or false  6 by, or empty  7 the traceparent of the request, or empty
-- Returns  requested, [field, value, ...]: also if it was requested or done before
--          replayed, [field, value, ...]: the answer given when this change requested it
--          other_request: a change with this id was made before, but a different one
--          not_completed, status | unknown
-- Emits    refund_order

-- include order.lua
-- include version.lua
-- include change.lua

local order, refunds, change = KEYS[1], KEYS[2], KEYS[3]
local request, millis, id, reason, restock, by, traceparent = unpack(ARGV, 1, 7)
local earlier = earlier_answer(change, request)
if earlier then
  return earlier
end
local known = redis.call('HMGET', order, 'status', 'restock')
local status, asked = known[1], known[2]
if not status then
  return { 'unknown' }
elseif status ~= 'completed' and status ~= 'refunded' then
  return { 'not_completed', status }
end
expect_type('stream', refunds)

if not asked then
  expect_version(order)
  local now = now_millis()
  redis.call('HSET', order, 'reason', reason, 'restock', restock, 'updated_at', now, unpack(by ~= '' and { 'refunded_by', by } or {}))
  redis.call('HINCRBY', order, 'version', 1)
  local entry = { 'v', 1, 'order_id', id, 'at', now, 'reason', reason, 'restock', restock, unpack(trace_of(traceparent)) }
  if by ~= '' then
    entry[#entry + 1], entry[#entry + 2] = 'by', by
  end
  redis.call('XADD', refunds, '*', unpack(entry))
end
local answer = redis.call('HGETALL', order)
remember_answer(change, request, millis, id, answer)
return { 'requested', answer }

-- Decides what the end of a payment does to its order: a pending order becomes completed, or failed if the gateway declined; either
-- way it keeps the gateway's id of the charge.
--
-- KEYS     1 order:<id> (hash)  2 order_created (stream)  3 order_completed or order_failed (stream)
--          4 orders:pending (zset)  5 orders:completed or orders:failed (zset)
-- ARGV     1 id  2 completed or failed  3 charge id  4 why it failed, or empty  5 group  6 entry id
-- Returns  done | already: it was no longer pending | unknown: no such order; the entry stays pending
-- Emits    order_completed or order_failed, and acknowledges the entry

-- include order.lua

local order, created, ended, from, to = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local id, status, charge_id, reason, group, entry_id = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6]
local now_status = redis.call('HGET', order, 'status')
if not now_status then
  return { 'unknown' }
elseif now_status ~= 'pending' then
  redis.call('XACK', created, group, entry_id)
  return { 'already' }
end
expect_type('stream', created, ended)
expect_type('zset', from, to)

redis.call('HSET', order, 'charge_id', charge_id)
if reason ~= '' then
  redis.call('HSET', order, 'reason', reason)
end
relist(order, id, from, to)
enter_status(order, id, status, now_millis(), ended)
redis.call('XACK', created, group, entry_id)
return { 'done' }

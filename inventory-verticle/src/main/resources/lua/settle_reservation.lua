-- Decides what completed orders do to their reservations: the held units become sold.
--
-- KEYS     1 holds (zset)  2 product_changed (stream)  3 order_completed (stream), then for each order reservation:<order_id> (hash),
--          and for each of its lines product:<id> (hash), movements:<id> (stream)
-- ARGV     for each order 1 its id  2 entry id (see entry.lua), then for each of its lines product id, units;
--          for all the group, then how long a ledger keeps its movements (see batch.lua)
-- Returns  for each order
--          settled | already: it was settled, returned or refused before | not_here: another primary had this entry; nothing is written
--          unreserved: nothing is held for it; nothing is written, and the entry stays pending
-- Emits    product_changed for each product, and acknowledges the entries

-- include product.lua
-- include lines.lua
-- include batch.lua
-- include entry.lua

local holds, product_changed, completed = KEYS[1], KEYS[2], KEYS[3]
local group = ARGV[#ARGV - 1]
local reservations, settled, ids, entries = {}, {}, {}, {}
expect_type('zset', holds)
expect_type('stream', product_changed, completed)

local function reservation_of(key)
  local r = reservations[key]
  if not r then
    local f = redis.call('HMGET', key, 'state', 'lines')
    r = { state = f[1], lines = f[2] }
    reservations[key] = r
  end
  return r
end

local function settle(key, first, last)
  local reservation, order_id, entry_id = KEYS[key], ARGV[first], ARGV[first + 1]
  if not is_here(completed, entry_id, 'order_id', order_id) then
    return { 'not_here' }
  end
  local r = reservation_of(reservation)
  if not r.state or r.state == 'released' then
    return { 'unreserved' }
  elseif r.state ~= 'held' then
    entries[#entries + 1] = entry_id
    return { 'already' }
  end
  local lines = read_lines(key + 1, first + 2, last)
  expect_lines(r.lines, lines)
  move_units(lines, 'held', 'sold')
  r.state = 'settled'
  settled[#settled + 1], ids[#ids + 1], entries[#entries + 1] = reservation, order_id, entry_id
  return { 'settled' }
end

local answers = decide_each(3, settle)
write_moved(product_changed, now_millis())
for _, reservation in ipairs(settled) do
  redis.call('HSET', reservation, 'state', 'settled')
  redis.call('HDEL', reservation, 'priced', 'deadline')
end
if #ids > 0 then
  redis.call('ZREM', holds, unpack(ids))
end
acknowledge(completed, group, entries)
return answers

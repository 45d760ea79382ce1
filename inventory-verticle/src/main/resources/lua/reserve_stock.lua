-- Decides whether an order can have all of its units, and takes them. Check and take are one step, so nothing is oversold.
--
-- KEYS     1 reservation:<order_id> (hash: state, lines, priced, deadline)  2 holds (zset)  3 product_changed (stream),
--          then for each line product:<id> (hash), movements:<id> (stream)
-- ARGV     1 order id  2 how long to hold, in milliseconds, then for each line product id, units, then the shop's rules
-- Returns  held, deadline, [id, name, price, units, ...]: taken now
--          renewed, deadline, [...]: it was held before, with the lines in the sequence of then; the deadline is later than the one before
--          short, [id, name, requested, free, ...]: nothing is held, nothing is remembered
--          unknown, product id
--          other_lines: the order holds something else
--          finished: the order has already ended
-- Emits    product_changed for each line

-- include product.lua
-- include lines.lua

local reservation, holds, product_changed = KEYS[1], KEYS[2], KEYS[3]
local order_id, hold_millis = ARGV[1], tonumber(ARGV[2])
local lines = read_lines(4, 3)
expect_type('zset', holds)
expect_type('stream', product_changed)

local now = now_millis()
local deadline = now + hold_millis
local earlier = redis.call('HMGET', reservation, 'state', 'lines', 'priced', 'deadline')
if earlier[1] == 'held' then
  if not has_lines(earlier[2], lines) then
    return { 'other_lines' }
  end
  deadline = math.max(deadline, earlier[4] + 1)
  redis.call('HSET', reservation, 'deadline', deadline)
  redis.call('ZADD', holds, deadline, order_id)
  return { 'renewed', deadline, cjson.decode(earlier[3]) }
elseif earlier[1] and earlier[1] ~= 'released' then
  return { 'finished' }
end

local priced, short = {}, {}
for _, line in ipairs(lines) do
  local p = line.product
  if not p then
    return { 'unknown', line.id }
  end
  local wanted = string.format('%d', line.units)
  for _, value in ipairs({ line.id, p.name, p.price, wanted }) do
    priced[#priced + 1] = value
  end
  if p.quantity < line.units then
    for _, value in ipairs({ line.id, p.name, wanted, string.format('%d', p.quantity) }) do
      short[#short + 1] = value
    end
  end
end
if #short > 0 then
  return { 'short', short }
end

move_units(lines, 'quantity', 'held', product_changed, now, { kind = 'reserved', order_id = order_id })
redis.call('PERSIST', reservation)
redis.call('HSET', reservation, 'state', 'held', 'lines', lines_text(lines), 'priced', cjson.encode(priced),
  'deadline', deadline)
redis.call('ZADD', holds, deadline, order_id)
return { 'held', deadline, priced }

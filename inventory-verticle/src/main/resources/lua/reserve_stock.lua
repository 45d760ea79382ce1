-- Decides whether orders can have all of their units, and takes them. Check and take are one step, so nothing is oversold.
--
-- KEYS     1 holds (zset)  2 product_changed (stream), then for each order reservation:<order_id> (hash: state, lines, priced,
--          deadline), and for each of its lines product:<id> (hash), movements:<id> (stream)
-- ARGV     for each order 1 its id  2 how long to hold, in milliseconds  3 by, or empty, then for each of its lines product id, units;
--          for all how long a ledger keeps its movements (see batch.lua)
-- Returns  for each order
--          held, deadline, [id, name, price, units, ...]: taken now
--          renewed, deadline, [...]: it was held before, with the lines in the sequence of then; the deadline is later than the one before
--          short, [id, name, requested, free, ...]: nothing is held, nothing is remembered
--          unknown, product id
--          other_lines: the order holds something else
--          finished: the order has already ended
-- Emits    product_changed for each product

-- include product.lua
-- include lines.lua
-- include batch.lua

local holds, product_changed = KEYS[1], KEYS[2]
local now = now_millis()
local reservations, taken, renewed = {}, {}, {}
expect_type('zset', holds)
expect_type('stream', product_changed)

-- The values of priced, none of which has a line break.
local function split(text)
  local values = {}
  for value in string.gmatch(text, '[^\n]+') do
    values[#values + 1] = value
  end
  return values
end

local function reservation_of(key)
  local r = reservations[key]
  if not r then
    local f = redis.call('HMGET', key, 'state', 'lines', 'priced', 'deadline')
    r = { key = key, state = f[1], lines = f[2], priced = f[3] and split(f[3]), deadline = f[4] }
    reservations[key] = r
  end
  return r
end

local function priced_or_short(lines)
  local priced, short = {}, {}
  for i, line in ipairs(lines) do
    local p = line.product
    priced[4 * i - 3], priced[4 * i - 2], priced[4 * i - 1], priced[4 * i] = line.id, p.name, p.price, line.text
    if p.quantity < line.units then
      local n = #short
      short[n + 1], short[n + 2], short[n + 3], short[n + 4] = line.id, p.name, line.text, string.format('%d', p.quantity)
    end
  end
  return priced, short
end

local function reserve(key, first, last)
  local order_id, deadline = ARGV[first], now + ARGV[first + 1]
  local by, lines = ARGV[first + 2], read_lines(key + 1, first + 3, last)
  local r = reservation_of(KEYS[key])
  if r.state == 'held' then
    if not has_lines(r.lines, lines) then
      return { 'other_lines' }
    end
    r.deadline, r.order_id = math.max(deadline, r.deadline + 1), order_id
    renewed[#renewed + 1] = r
    return { 'renewed', r.deadline, r.priced }
  elseif r.state and r.state ~= 'released' then
    return { 'finished' }
  end
  for _, line in ipairs(lines) do
    if not line.product then
      return { 'unknown', line.id }
    end
  end
  local priced, short = priced_or_short(lines)
  if #short > 0 then
    return { 'short', short }
  end
  move_units(lines, 'quantity', 'held', { kind = 'reserved', order_id = order_id, by = by })
  r.was, r.state, r.lines, r.priced, r.deadline, r.order_id = r.state, 'held', lines_text(lines), priced, deadline, order_id
  taken[#taken + 1] = r
  return { 'held', deadline, priced }
end

local answers = decide_each(2, reserve)
write_moved(product_changed, now)
local due = {}
for _, r in ipairs(taken) do
  if r.was then
    redis.call('PERSIST', r.key)
  end
  redis.call('HSET', r.key, 'state', 'held', 'lines', r.lines, 'priced', table.concat(r.priced, '\n'), 'deadline', r.deadline)
  due[#due + 1], due[#due + 2] = r.deadline, r.order_id
end
for _, r in ipairs(renewed) do
  redis.call('HSET', r.key, 'deadline', r.deadline)
  due[#due + 1], due[#due + 2] = r.deadline, r.order_id
end
if #due > 0 then
  redis.call('ZADD', holds, unpack(due))
end
return answers

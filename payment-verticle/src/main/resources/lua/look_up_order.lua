-- Decides whether a try to place an order finds it placed, and gives the try its number otherwise.
--
-- KEYS     1 order:<id> (hash)
-- Returns  there, [field, value, ...] | none, the number: microseconds since 1970, so a later try has a higher one

local order = redis.call('HGETALL', KEYS[1])
if #order > 0 then
  return { 'there', order }
end
local time = redis.call('TIME')
return { 'none', string.format('%.0f', time[1] * 1000000 + time[2]) }

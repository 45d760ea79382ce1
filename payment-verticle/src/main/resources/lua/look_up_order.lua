-- Decides whether a try to place an order finds it placed, and gives the try its number otherwise.
--
-- KEYS     1 order:<id> (hash)  2 quicksell:secret (string)
-- ARGV     1 the namespace in which the id is that of a key
-- Returns  other_namespace: another one is kept, so the id is not that of the key
--          there, [field, value, ...] | none, the number: microseconds since 1970, so a later try has a higher one

if redis.call('GET', KEYS[2]) ~= ARGV[1] then
  return { 'other_namespace' }
end
local order = redis.call('HGETALL', KEYS[1])
if #order > 0 then
  return { 'there', order }
end
local time = redis.call('TIME')
return { 'none', string.format('%.0f', time[1] * 1000000 + time[2]) }

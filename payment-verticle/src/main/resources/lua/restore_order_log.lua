-- Decides whether the list of all orders still lacks some, and puts the restored one in its place.
--
-- KEYS     1 order_created (stream)  2 the restored one (stream)  3 order_number (string)
-- ARGV     1 the group  2 the entry behind which it is to begin
-- Returns  restored, how many entries | whole: it lacks none, or the restored one has no more
-- Emits    order_created as it was

local created, restored, counter = KEYS[1], KEYS[2], KEYS[3]
local number = tonumber(redis.call('GET', counter) or 0)
if redis.call('XLEN', created) >= number then
  redis.call('DEL', restored)
  return { 'whole' }
end
local last = redis.call('XREVRANGE', restored, '+', '-', 'COUNT', 1)[1]
for _, entry in ipairs(redis.call('XRANGE', created, last and '(' .. last[1] or '-', '+')) do
  redis.call('XADD', restored, entry[1], unpack(entry[2]))
end
if redis.call('XLEN', restored) <= redis.call('XLEN', created) then
  redis.call('DEL', restored)
  return { 'whole' }
end
redis.call('RENAME', restored, created)
redis.call('PERSIST', created)
redis.call('XGROUP', 'CREATE', created, ARGV[1], ARGV[2])
return { 'restored', redis.call('XLEN', created) }

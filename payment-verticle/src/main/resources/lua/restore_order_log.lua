-- Decides whether the list of all orders still lacks some, and puts the restored one in its place.
--
-- KEYS     1 order_created (stream)  2 the restored one (stream)  3 order_number (string)  4 how often it was restored (string)
--          5 trimmed:order_created  6 finished:<group>:order_created (strings)
-- ARGV     1 the group  2 the entry behind which it is to begin
-- Returns  restored, how many entries | whole, how many entries: it lacks none any more | no_more: nor has the restored one
-- Emits    order_created as it was

local created, restored, counter, restorations, trimmed, finished = unpack(KEYS)
local number = tonumber(redis.call('GET', counter) or 0)
if redis.call('XLEN', created) >= number then
  redis.call('DEL', restored)
  return { 'whole', redis.call('XLEN', created) }
end
local last = redis.call('XREVRANGE', restored, '+', '-', 'COUNT', 1)[1]
for _, entry in ipairs(redis.call('XRANGE', created, last and '(' .. last[1] or '-', '+')) do
  redis.call('XADD', restored, entry[1], unpack(entry[2]))
end
if redis.call('XLEN', restored) <= redis.call('XLEN', created) then
  redis.call('DEL', restored)
  return { 'no_more' }
end
redis.call('RENAME', restored, created)
redis.call('PERSIST', created)
redis.call('XGROUP', 'CREATE', created, ARGV[1], ARGV[2])
redis.call('SET', finished, ARGV[2])
-- Whoever has read of it, or knows it as empty, has to begin anew.
redis.call('INCRBY', restorations, 1)
redis.call('SET', trimmed, '0-0')
return { 'restored', redis.call('XLEN', created) }

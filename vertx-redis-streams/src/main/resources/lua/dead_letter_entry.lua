-- Decides whether an entry that cannot be handled becomes a dead letter: once, and only while it is pending.
--
-- KEYS     1 the entry's stream  2 dead_letters:<group> (stream)
-- ARGV     1 group  2 entry id  3 the entry's fields (JSON)  4 error  5 tries
-- Returns  dead_lettered | not_pending: the entry is acknowledged already, or another primary had it and this one another one under its id
-- Emits    dead_letters:<group>: stream, entry_id, entry, error, tries; and acknowledges the entry

local stream, dead_letters = KEYS[1], KEYS[2]
local group, entry_id, entry, error_text, tries = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local found = redis.call('TYPE', dead_letters).ok
if found ~= 'stream' and found ~= 'none' then
  error(dead_letters .. ' holds a ' .. found .. ' where a stream belongs')
end
-- What was trimmed is there no more, and still pending.
local is_another = false
local fields = cjson.decode(entry)
for _, there in ipairs(redis.call('XRANGE', stream, entry_id, entry_id)) do
  for i = 1, #there[2], 2 do
    is_another = is_another or fields[there[2][i]] ~= there[2][i + 1]
  end
end
if is_another or #redis.call('XPENDING', stream, group, entry_id, entry_id, 1) == 0 then
  return { 'not_pending' }
end

redis.call('XADD', dead_letters, '*', 'stream', stream, 'entry_id', entry_id, 'entry', entry, 'error', error_text,
  'tries', tries)
redis.call('XACK', stream, group, entry_id)
return { 'dead_lettered' }

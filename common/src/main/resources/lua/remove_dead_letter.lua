-- Decides whether a dead letter is still there, and removes it. The audit trail keeps what it was.
--
-- KEYS     1 dead_letters:<group> (stream)  2 access:audit (stream)
-- ARGV     1 id of the dead letter  2 what is done with it: retry_dead_letter, because it is handled now, or remove_dead_letter;
--          then who, from, request, and empty: access cuts the trail
-- Returns  removed | unknown
-- Emits    access:audit

-- include basics.lua
-- include audit.lua

local letters = KEYS[1]
local id, what = ARGV[1], ARGV[2]
expect_type('stream', letters, audit)
local letter = redis.call('XRANGE', letters, id, id)[1]
if not letter then
  return { 'unknown' }
end

local fields = {}
for i = 1, #letter[2], 2 do
  fields[letter[2][i]] = letter[2][i + 1]
end
redis.call('XDEL', letters, id)
enter_in_audit(now_millis(), what, letters .. ' ' .. letter[1], 'done',
  (fields.stream or '') .. ' ' .. (fields.entry_id or '') .. ': ' .. (fields.error or ''))
return { 'removed' }

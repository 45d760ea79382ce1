-- Decides whether a try to place an order may be told that it is refused: only if no other try has placed the order. The refusal is
-- final, because create_order meets its note.
--
-- KEYS     1 order:<id> (hash)  2 refusal:<order_id>:<digest> (hash: try, answer; expires)
-- ARGV     1 number of the try  2 the answer (JSON)  3 how long to keep the note, in milliseconds
-- Returns  there, [field, value, ...]: another try has placed it; nothing is noted
--          noted: the highest try that was refused, and its answer

local order, refusal = KEYS[1], KEYS[2]
local try, answer, millis = ARGV[1], ARGV[2], ARGV[3]
local placed = redis.call('HGETALL', order)
if #placed > 0 then
  return { 'there', placed }
end
local noted = redis.call('HGET', refusal, 'try')
if not noted or tonumber(noted) <= tonumber(try) then
  redis.call('HSET', refusal, 'try', try, 'answer', answer)
  redis.call('PEXPIRE', refusal, millis)
end
return { 'noted' }

-- Decides whether a ticket is answered: once, while it is open. Acknowledges the entry in any case, if it is here.
--
-- KEYS     1 ticket:<id> (hash: text, status, answer)  2 the entry's stream
-- ARGV     1 id  2 answer  3 group  4 entry id
-- Returns  answered | not_open | not_here: a primary that was replaced had this entry

-- include entry.lua

local ticket, stream = KEYS[1], KEYS[2]
local id, answer, group, entry_id = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
if not is_here(stream, entry_id, 'ticket_id', id) then
  return { 'not_here' }
end

local is_open = redis.call('HGET', ticket, 'status') == 'open'
if is_open then
  redis.call('HSET', ticket, 'status', 'answered', 'answer', answer)
end
acknowledge(stream, group, { entry_id })
return { is_open and 'answered' or 'not_open' }

-- Decides whether a ticket is answered: once, while it is open. Acknowledges the entry in any case.
--
-- KEYS     1 ticket:<id> (hash: text, status, answer)  2 the entry's stream
-- ARGV     1 answer  2 group  3 entry id
-- Returns  answered | not_open

local ticket, stream = KEYS[1], KEYS[2]
local answer, group, entry_id = ARGV[1], ARGV[2], ARGV[3]
local is_open = redis.call('HGET', ticket, 'status') == 'open'
if is_open then
  redis.call('HSET', ticket, 'status', 'answered', 'answer', answer)
end
redis.call('XACK', stream, group, entry_id)
return { is_open and 'answered' or 'not_open' }

-- Decides whether a ticket is opened: once for each id.
--
-- KEYS     1 ticket:<id> (hash: text, status)  2 ticket_opened (stream)
-- ARGV     1 id  2 text
-- Returns  opened | exists
-- Emits    ticket_opened: ticket_id

local ticket, ticket_opened = KEYS[1], KEYS[2]
local id, text = ARGV[1], ARGV[2]
if redis.call('EXISTS', ticket) == 1 then
  return { 'exists' }
end

redis.call('XADD', ticket_opened, '*', 'ticket_id', id)
redis.call('HSET', ticket, 'text', text, 'status', 'open')
return { 'opened' }

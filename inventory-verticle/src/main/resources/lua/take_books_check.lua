-- Decides who checks the books: one at a time, until it has not looked for a while.
--
-- KEYS     1 books_check (hash: checker, look, at, wanted, recounted_at, reservations, status, report)
-- ARGV     1 checker: who wants to  2 after how long without a look another one may, in milliseconds
-- Returns  taken, how long ago the last recount ended (milliseconds, or -1), how many reservations it found: the checker knows nothing
--            of the books yet, so there is no report
--          busy: another one checks them

-- include basics.lua

local books_check, checker, patience = KEYS[1], ARGV[1], tonumber(ARGV[2])
local f = redis.call('HMGET', books_check, 'checker', 'at', 'recounted_at', 'reservations')
local now = now_millis()
if f[1] and f[1] ~= checker and math.abs(now - f[2]) < patience then
  return { 'busy' }
end
redis.call('HSET', books_check, 'checker', checker, 'look', 0, 'at', now)
redis.call('HDEL', books_check, 'status', 'report')
return { 'taken', f[3] and now - f[3] or -1, tonumber(f[4] or 0) }

-- Shared by the scripts that enter what was done in the audit trail (access:audit), in the same step in which it is done.
--
-- An entry: who did it, what, thing (to whom or what), status (done or refused), detail, from (an address), request (an id).
--
-- Convention: the last of KEYS is access:audit (stream); the last four of ARGV are who, from, request and how long the trail is kept,
-- in milliseconds.

local audit = KEYS[#KEYS]
local act = { who = ARGV[#ARGV - 3], from = ARGV[#ARGV - 2], request = ARGV[#ARGV - 1], kept_millis = tonumber(ARGV[#ARGV]) }

local function enter_in_audit(now, what, thing, status, detail)
  redis.call('XADD', audit, 'MINID', '~', string.format('%.0f', now - act.kept_millis), '*', 'who', act.who, 'what', what,
    'thing', thing, 'status', status, 'detail', detail, 'from', act.from, 'request', act.request)
end

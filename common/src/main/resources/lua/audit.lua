-- Shared by the scripts that enter what was done in the audit trail (access:audit), in the same step in which it is done.
--
-- An entry: who did it, what, thing (to whom or what), status (done or refused), detail, from (an address), request (an id).
--
-- Convention: the last of KEYS is access:audit (stream); the last four of ARGV are who, from, request and how long the trail is kept,
-- in milliseconds, or empty for a service that adds to it without looking at its age.

-- There are never more than about most_entries: the oldest ones go.

local audit = KEYS[#KEYS]
local most_entries = 500000
local act = { who = ARGV[#ARGV - 3], from = ARGV[#ARGV - 2], request = ARGV[#ARGV - 1], kept_millis = tonumber(ARGV[#ARGV]) }

local function enter_in_audit(now, what, thing, status, detail)
  redis.call('XADD', audit, '*', 'who', act.who, 'what', what, 'thing', thing, 'status', status, 'detail', detail,
    'from', act.from, 'request', act.request)
  if act.kept_millis then
    redis.call('XTRIM', audit, 'MINID', '~', string.format('%.0f', now - act.kept_millis))
  end
  redis.call('XTRIM', audit, 'MAXLEN', '~', most_entries)
end

-- Enters what a stranger, or a program that does it over and over, can cause any number of times: the first ones within an hour, then
-- the 100th, the 1,000th and so on, with their number. So it can neither fill the trail nor push other entries out.
--
-- times  hash that counts it, and expires an hour after the first time
local function enter_in_audit_seldom(times, first_ones, now, what, thing, status, detail)
  local count = redis.call('HINCRBY', times, 'times', 1)
  if count == 1 then
    redis.call('PEXPIRE', times, 3600000)
  end
  if count <= first_ones then
    enter_in_audit(now, what, thing, status, detail)
  elseif string.match(count, '^1000*$') then
    enter_in_audit(now, what, thing, status, (detail == '' and '' or detail .. ', ') .. count .. ' times within an hour')
  end
end

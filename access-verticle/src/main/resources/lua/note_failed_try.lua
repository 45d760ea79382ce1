-- Enters in the audit trail that somebody was not let in, unless that happens all the time.
--
-- KEYS     1 access:times:<what>:refused:<name> (hash: times, last)  2 access:audit (stream)
-- ARGV     1 what was tried: log_in or change_password  2 the name of the user, or empty for an unknown one: what was typed may be a
--          password  3 why  4 id of this try; then who, from, request, how long the audit is kept
-- Returns  noted
-- Emits    access:audit

-- include basics.lua
-- include audit.lua

local times, try = KEYS[1], ARGV[4]
expect_type('hash', times)
expect_type('stream', audit)
if redis.call('HGET', times, 'last') ~= try then
  redis.call('HSET', times, 'last', try)
  enter_in_audit_seldom(times, 10, now_millis(), ARGV[1], ARGV[2], 'refused', ARGV[3])
end
return { 'noted' }

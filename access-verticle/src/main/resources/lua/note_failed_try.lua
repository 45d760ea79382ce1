-- Enters in the audit trail that somebody was not let in.
--
-- KEYS     1 access:audit (stream)
-- ARGV     1 what was tried: log_in or change_password  2 the name of the user, or empty for an unknown one: what was typed may be a
--          password  3 why; then who, from, request, how long the audit is kept
-- Returns  noted
-- Emits    access:audit

-- include basics.lua
-- include audit.lua

expect_type('stream', audit)
enter_in_audit(now_millis(), ARGV[1], ARGV[2], 'refused', ARGV[3])
return { 'noted' }

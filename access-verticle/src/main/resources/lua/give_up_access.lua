-- Lets processes with access.mode off use the data again.
--
-- KEYS     1 access:required (string)  2 access:audit (stream)
-- ARGV     who, from, request, how long the audit is kept
-- Returns  given_up | not_required: it was not required, or was given up before
-- Emits    access:audit

-- include basics.lua
-- include audit.lua

local required = KEYS[1]
expect_type('string', required)
expect_type('stream', audit)
if redis.call('DEL', required) == 0 then
  return { 'not_required' }
end
enter_in_audit(now_millis(), 'give_up_access', '', 'done', '')
return { 'given_up' }

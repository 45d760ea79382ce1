-- Notes up to which entry a group has finished a stream of which nothing is trimmed, so that a group that was lost begins there.
--
-- KEYS     1 the stream  2 finished:<group>:<stream> (string)
-- ARGV     1 the group
-- Returns  noted | waits: the stream or the group does not exist yet

-- include stream_groups.lua

local stream, note = KEYS[1], KEYS[2]

local function before(id)
  local millis, sequence = string.match(id, '^(%d+)-(%d+)$')
  if sequence ~= '0' then
    return string.format('%s-%.0f', millis, sequence - 1)
  end
  return string.format('%.0f-18446744073709551615', millis - 1)
end

local group = redis.call('EXISTS', stream) == 1 and groups_of(stream)[ARGV[1]]
if not group then
  return { 'waits' }
end
redis.call('SET', note, group.pending and before(group.pending) or group.delivered)
return { 'noted' }

-- Shared by the scripts that look at how far the groups of a stream have come.

local function parts(id)
  local millis, sequence = string.match(id, '^(%d+)-(%d+)$')
  return tonumber(millis), tonumber(sequence)
end

local function earlier(a, b)
  local a_millis, a_sequence = parts(a)
  local b_millis, b_sequence = parts(b)
  if a_millis == b_millis then
    return a_sequence < b_sequence
  end
  return a_millis < b_millis
end

-- For each group, by its name, the last entry that was delivered, and the oldest one that is pending, if one is.
local function groups_of(stream)
  local groups = {}
  for _, flat in ipairs(redis.call('XINFO', 'GROUPS', stream)) do
    local group = {}
    for i = 1, #flat, 2 do
      group[flat[i]] = flat[i + 1]
    end
    groups[group.name] = {
      delivered = group['last-delivered-id'], pending = redis.call('XPENDING', stream, group.name)[2] or nil
    }
  end
  return groups
end

-- Shared by the scripts that have the effect of an entry.
--
-- A primary that was replaced may have given out entries that this one does not have, or whose ids are those of others here. What they tell
-- did not happen here: they have no effect, and acknowledge nothing. The id is empty for an entry that may be in its stream no more, as
-- that of a dead letter: it has its effect, and there is nothing to acknowledge.

-- Whether an entry is in this Redis, and still one whose field has that value.
local function is_here(stream, id, field, value)
  if id == '' then
    return true
  end
  local entry = redis.call('XRANGE', stream, id, id)[1]
  local fields = entry and entry[2] or {}
  for i = 1, #fields, 2 do
    if fields[i] == field then
      return fields[i + 1] == value
    end
  end
  return false
end

local function acknowledge(stream, group, ids)
  local pending = {}
  for _, id in ipairs(ids) do
    if id ~= '' then
      pending[#pending + 1] = id
    end
  end
  if #pending > 0 then
    redis.call('XACK', stream, group, unpack(pending))
  end
end

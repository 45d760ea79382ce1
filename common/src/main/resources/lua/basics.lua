-- Shared by the scripts of all services.

local function now_millis()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

-- Redis rolls nothing back, so a key of a wrong type has to be found before the first write.
local function expect_type(kind, ...)
  for _, key in ipairs({ ... }) do
    local found = redis.call('TYPE', key).ok
    if found ~= kind and found ~= 'none' then
      error(key .. ' holds a ' .. found .. ' where a ' .. kind .. ' belongs')
    end
  end
end

-- What an entry says of the trace that it belongs to: nothing where there is none.
local untraced = {}
local function trace_of(traceparent)
  return traceparent and traceparent ~= '' and { 'traceparent', traceparent } or untraced
end

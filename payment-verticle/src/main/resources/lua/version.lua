-- Shared by the scripts that count an order's version up after other writes.

-- Redis rolls nothing back, so a version that HINCRBY would refuse has to be found before the first write.
local function expect_version(order)
  local version = redis.call('HGET', order, 'version') or ''
  if #version > 15 or not version:find('^[1-9]%d*$') then
    error(order .. " has the version '" .. version .. "', which is no number to count up from")
  end
end

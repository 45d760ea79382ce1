local function reply(count)
  return {'counted', count}
end

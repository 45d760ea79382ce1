-- Shared by the scripts in which a try proves to be none that failed.

-- The user at that address starts anew. The address is as it was before the try, so that nobody who has one right password tries many
-- others.
local function take_back_try(of_user, of_address)
  redis.call('DEL', of_user)
  if redis.call('HINCRBY', of_address, 'tries', -1) <= 0 then
    redis.call('DEL', of_address)
  else
    redis.call('HDEL', of_address, 'paused_until')
  end
end

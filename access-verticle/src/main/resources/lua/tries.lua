-- Shared by the scripts in which a try proves to be none that failed.

-- A place is an address, a device on which the user has logged in before, or a session. The user at that place starts anew. The place is
-- as it was before the try, so that nobody who has one right password tries many others.
local function take_back_try(of_user, of_place)
  redis.call('DEL', of_user)
  if redis.call('HINCRBY', of_place, 'tries', -1) <= 0 then
    redis.call('DEL', of_place)
  else
    redis.call('HDEL', of_place, 'paused_until')
  end
end

-- Notes that a password was right after all, where no session is opened with it.
--
-- KEYS     1 access:tries:<user at a place> (hash)  2 access:tries:<place> (hash)
-- ARGV     none
-- Returns  noted; done twice, it takes back one try of the place too many
-- Emits    nothing

-- include basics.lua
-- include tries.lua

expect_type('hash', KEYS[1], KEYS[2])
take_back_try(KEYS[1], KEYS[2])
return { 'noted' }

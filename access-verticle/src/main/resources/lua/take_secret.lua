-- Gives the secret by which access knows devices again, and makes it if there is none.
--
-- KEYS     1 access:secret (string)
-- ARGV     1 a new secret
-- Returns  kept, the secret
-- Emits    nothing

redis.call('SET', KEYS[1], ARGV[1], 'NX')
return { 'kept', redis.call('GET', KEYS[1]) }

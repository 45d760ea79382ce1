-- For ReplicasTest: changes nothing and returns a number.
--
-- KEYS     1 a number (string)
-- Returns  counted, the number or 0

return { 'counted', redis.call('GET', KEYS[1]) or '0' }

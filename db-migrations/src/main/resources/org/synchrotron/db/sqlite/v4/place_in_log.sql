-- Protocol 2: the server names the place up to which a client holds the log, and the client keeps that name. Servers of protocol 1 named
-- their log and a number; this is what they call the same place today.
INSERT INTO synchrotron_state (key, value)
SELECT 'place_in_log', log.value || ':' || cursor.value
FROM synchrotron_state AS log, synchrotron_state AS cursor
WHERE log.key = 'server_epoch' AND cursor.key = 'cursor' AND cursor.value <> '0'

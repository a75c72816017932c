-- Replicas contribute nothing to the records of others any more: the server itself runs these records under further views.
DROP TABLE synchrotron_refused_rows;
DELETE FROM synchrotron_state WHERE key = 'unexplored_from';

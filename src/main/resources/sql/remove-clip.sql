-- Forgets a clip that was removed.
delete from job where queue = 'clip' and key = :#${body.key} and state = 'DROPPED' and changed_at = 0

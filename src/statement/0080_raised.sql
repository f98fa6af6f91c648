-- Signals that words raise (urgent, vulnerable) and that somebody raised for it all the same: reading the words again leaves them.
alter table statement add column raised text[] not null default '{}';

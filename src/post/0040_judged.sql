-- The desk's judgement of how whoever wrote it knows; their own word stays in knows. Hearsay by either of the two carries nobody's consent.
alter table post add column judged text check (judged in ('lived', 'saw', 'heard'));

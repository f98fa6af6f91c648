-- The campaign of which this one is a copy, made to be worked in a rehearsal: never public, sends nothing, wiped afterwards.
alter table campaign add column rehearses uuid references campaign (id);

-- What parts a text from most others without its words (src/statement/fold/outline.ts). Null in rows from before: nothing is ruled out.
alter table fold_representative add column outline bytea;

-- cannot be undone: an older program writes whose a text is into the index of keys, too, and finds no place for it.
-- Whose a text is stands with the text that the key leads to (fold_representative), and is read there.
alter table fold_key drop column statement;

-- Whose a text is stands with the text that the key leads to (fold_representative).
alter table fold_key drop column statement;

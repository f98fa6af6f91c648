-- As for posts (src/post/0176_statistics.sql): these are read by key, and never searched by.
alter table fold_representative alter column keys set statistics 0, alter column outline set statistics 0;
alter table statement_text alter column text set statistics 0;

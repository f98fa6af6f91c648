-- As for the tables of folding (src/statement/0066_statistics.sql): a post is looked up by its id and by its channel and external id, also in
-- a campaign that no statistics know yet.
alter table post alter column campaign_id set statistics 0;

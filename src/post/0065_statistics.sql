-- As for the tables of folding (src/statement/0066_statistics.sql): a post is looked up by its id and by its channel and external id, also in
-- a campaign that no statistics know yet.
alter table post alter column campaign_id set statistics 0;
-- A check of the campaign once per key costs as much as the key, and keys come with most posts.
alter table author_key drop constraint author_key_campaign_id_fkey;

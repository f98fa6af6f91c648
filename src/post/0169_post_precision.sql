-- How exactly its author lets the place of a post be shown; null where they were not asked. Few have said it.
alter table post add column precision text check (precision in ('exact', '1km', 'district', 'hidden'));
create index post_precision on post (campaign_id, id) where precision is not null;

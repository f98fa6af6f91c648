-- Of what was done to many at once: taken back as a whole, not one by one.
alter table deed add column bulk_id uuid;
alter table proposal add column bulk_id uuid;
create index deed_bulk on deed (campaign_id, bulk_id, statement_id) where bulk_id is not null;
create index proposal_bulk on proposal (campaign_id, bulk_id, statement_id) where bulk_id is not null;

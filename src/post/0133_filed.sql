-- When it was written into the journal outside of the database (src/core/journal.ts). Null: not yet; a job does it.
alter table journal add column filed_at timestamptz;
create index journal_unfiled on journal (campaign_id) where filed_at is null;

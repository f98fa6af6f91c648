-- Backups that were made or tried, of the whole house. Not part of a backup themselves: a restored house has none of its own yet.
create table backup (
  id uuid primary key,
  wish text not null check (wish in ('nightly', 'asked', 'command')),
  state text not null check (state in ('running', 'done', 'failed')),
  begun_at timestamptz not null,
  -- Its last sign of life: without one its process is gone.
  seen_at timestamptz not null,
  ended_at timestamptz,
  folder text not null,
  -- Names in that folder.
  file text,
  keys_file text,
  bytes bigint,
  keys_bytes bigint,
  rows bigint,
  -- The code of what was wrong, and its words in English.
  code text,
  problem text
);
create index backup_ended on backup (state, ended_at desc);
-- One at a time, whichever process makes it.
create unique index backup_running on backup (state) where state = 'running';

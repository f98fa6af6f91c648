-- Files that were brought by upload, as any process may show them while one of them takes them in.
create table import (
  campaign_id uuid not null references campaign (id),
  id uuid not null,
  person_id text references person (id),
  -- Of the file on the machine of whoever brought it.
  name text not null,
  -- Format, encoding, columns and channel as they were chosen.
  options jsonb not null default '{}',
  state text not null default 'running' check (state in ('running', 'done', 'refused')),
  total bigint not null,
  bytes bigint not null default 0,
  read integer not null default 0,
  accepted integer not null default 0,
  known integer not null default 0,
  rejected integer not null default 0,
  format text,
  encoding text,
  -- Code, detail and mend of why it was refused.
  problem jsonb,
  created_at timestamptz not null,
  -- Of the last sign of life: one that is running and silent has lost its process, and another goes on with it.
  changed_at timestamptz not null,
  primary key (campaign_id, id)
);

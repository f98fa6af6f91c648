-- One thing that somebody did to many statements at once: to all that a search found, or to those they ticked.
create table bulk (
  campaign_id uuid not null references campaign (id),
  id uuid not null,
  person_id text not null references person (id),
  -- area, wait, or the deed that was done.
  kind text not null,
  input jsonb not null,
  -- The search as it was typed; null where the statements were ticked, or where its words were taken back by who wrote them.
  asking jsonb,
  state text not null check (state in ('doing', 'done', 'undoing', 'undone')),
  -- How many statements it is about.
  statements integer not null,
  at timestamptz not null,
  done_at timestamptz,
  undone_by text references person (id),
  undone_at timestamptz,
  primary key (campaign_id, id)
);
create index bulk_at on bulk (campaign_id, at);

create table bulk_statement (
  campaign_id uuid not null,
  bulk_id uuid not null,
  statement_id uuid not null,
  -- done, proposed, or why it was left out (src/bulk/reason.ts); null: not its turn yet.
  outcome text,
  -- What it was before, enough to take it back.
  was jsonb,
  -- Its version as it was left: taken back only while nothing has moved since.
  version integer,
  -- Of what was taken back: true, or false where somebody had moved on.
  back boolean,
  -- The statement to which it was done, where that became part of another.
  origin uuid,
  primary key (campaign_id, bulk_id, statement_id),
  foreign key (campaign_id, bulk_id) references bulk (campaign_id, id) on delete cascade,
  foreign key (campaign_id, statement_id) references statement (campaign_id, id) on delete cascade
);
create index bulk_statement_statement on bulk_statement (campaign_id, statement_id);
create index bulk_statement_next on bulk_statement (campaign_id, bulk_id, statement_id) where outcome is null;
create index bulk_statement_back on bulk_statement (campaign_id, bulk_id, statement_id) where outcome in ('done', 'proposed') and back is null;

-- What the campaign's own decisions teach about issue areas. Removed whenever words are withdrawn, and learned anew.
create table area_model (
  campaign_id uuid primary key references campaign (id),
  trained_at timestamptz not null,
  -- Decisions it was learned from; of those guessed unseen, how many were right.
  examples integer not null,
  judged integer not null,
  correct integer not null,
  curve jsonb not null,
  model bytea not null,
  -- Statements up to this number have been looked at with it.
  applied bigint not null default 0
);

-- From which confidence on an area is set without a person; null: never.
create table area_automatic (
  campaign_id uuid primary key references campaign (id),
  least real not null check (least between 0.5 and 1),
  person_id text not null references person (id),
  since timestamptz not null
);

-- Areas that were set without a person: shown as that, and never learned from.
create table area_guess (
  campaign_id uuid not null,
  statement_id uuid not null,
  issue_area_id uuid not null,
  confidence real not null,
  at timestamptz not null,
  primary key (campaign_id, statement_id),
  foreign key (campaign_id, statement_id) references statement (campaign_id, id) on delete cascade
);

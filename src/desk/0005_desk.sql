-- A lease: exactly one person has the statement, until a time.
create table claim (
  campaign_id uuid not null,
  statement_id uuid not null,
  person_id text not null references person (id),
  taken_at timestamptz not null,
  until timestamptz not null,
  primary key (campaign_id, statement_id),
  foreign key (campaign_id, statement_id) references statement (campaign_id, id) on delete cascade
);
create index claim_person on claim (campaign_id, person_id);
create index claim_until on claim (campaign_id, until);

create table deed (
  campaign_id uuid not null,
  id uuid not null,
  statement_id uuid not null,
  person_id text not null references person (id),
  kind text not null,
  -- What was said with it (reason, wording) and what it made; enough to take it back.
  done jsonb not null default '{}',
  at timestamptz not null,
  -- Version of the statement after the deed: it can be taken back while nothing has moved since.
  version integer not null,
  taken_back_at timestamptz,
  primary key (campaign_id, id),
  foreign key (campaign_id, statement_id) references statement (campaign_id, id) on delete cascade
);
create index deed_statement on deed (campaign_id, statement_id, at);
create index deed_person on deed (campaign_id, person_id, at);

create table note (
  campaign_id uuid not null,
  id uuid not null,
  statement_id uuid not null,
  person_id text not null references person (id),
  text text not null,
  at timestamptz not null,
  primary key (campaign_id, id),
  foreign key (campaign_id, statement_id) references statement (campaign_id, id) on delete cascade
);

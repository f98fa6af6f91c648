-- Which decisions need a second person. All conditions of a rule must hold; one rule that holds is enough.
create table second_rule (
  campaign_id uuid not null references campaign (id),
  id uuid not null,
  -- Deeds it is about; none named: every deed after which nobody works on the statement any more.
  kinds text[] not null default '{}',
  -- No foreign key: a rule must not keep an issue area from being left out. One that is gone never holds.
  issue_area_id uuid,
  -- Only statements with a sign of urgency.
  urgent boolean not null default false,
  -- Only people with fewer decisions than this in the campaign.
  under_decisions integer,
  -- The share of what is left that it holds for, drawn by statement.
  share double precision not null default 1 check (share > 0 and share <= 1),
  -- Who may be the second person.
  second text not null default 'anybody' check (second in ('anybody', 'experienced', 'coordinator')),
  created_by text not null references person (id),
  created_at timestamptz not null,
  primary key (campaign_id, id)
);

-- A deed that somebody decided and that has no effect until another person confirms it. While one is open its statement is in
-- review, or is on its way back there when whoever has it gives it back.
create table proposal (
  campaign_id uuid not null,
  id uuid not null,
  statement_id uuid not null,
  person_id text not null references person (id),
  kind text not null,
  -- What was said with the deed, checked by its schema.
  input jsonb not null,
  at timestamptz not null,
  -- Version of the statement after it: it can be taken back while nothing has moved since.
  version integer not null,
  second text not null check (second in ('anybody', 'experienced', 'coordinator')),
  state text not null default 'open' check (state in ('open', 'confirmed', 'otherwise', 'superseded', 'taken-back')),
  closed_by text references person (id),
  closed_at timestamptz,
  -- The deed that ended it.
  deed_id uuid,
  primary key (campaign_id, id),
  foreign key (campaign_id, statement_id) references statement (campaign_id, id) on delete cascade
);
create unique index proposal_open on proposal (campaign_id, statement_id) where state = 'open';
create index proposal_statement on proposal (campaign_id, statement_id);
create index proposal_deed on proposal (campaign_id, deed_id) where deed_id is not null;
create index proposal_person on proposal (campaign_id, person_id, at);

-- What somebody has to be told of their work: it was given to somebody else, or decided otherwise than they proposed.
create table told (
  campaign_id uuid not null,
  id uuid not null,
  person_id text not null references person (id),
  kind text not null check (kind in ('given', 'back', 'otherwise')),
  statement_id uuid not null,
  by_id text not null references person (id),
  -- The deed or the steering that it tells of: taken back with it.
  of_id uuid not null,
  at timestamptz not null,
  seen_at timestamptz,
  primary key (campaign_id, id),
  foreign key (campaign_id, statement_id) references statement (campaign_id, id) on delete cascade
);
create index told_unseen on told (campaign_id, person_id) where seen_at is null;
create index told_statement on told (campaign_id, statement_id);
create index told_of on told (campaign_id, of_id);

-- Figures of a day are read along it. Seconds from arrival to the moment when a person took it, kept since the claim goes.
create index deed_at on deed (campaign_id, at);
alter table deed add column waited_seconds integer;
alter table deed add column held_seconds integer;

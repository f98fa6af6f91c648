-- What is known about whether something is true: one checklist a statement or an incident, under its id. An incident has one from
-- the beginning, a statement when somebody works on it. The rule is src/incident/rule.ts.
create table checklist (
  campaign_id uuid not null references campaign (id),
  id uuid not null,
  statement_id uuid,
  incident_id uuid,
  -- 0: nobody has worked on it.
  version integer not null default 0,
  -- What the rule makes of it.
  derived text not null default 'unverified' check (derived in ('unverified', 'corroborated', 'verified')),
  -- What a person said instead, with a reason; stands until somebody takes it back.
  said text check (said in ('unverified', 'corroborated', 'verified', 'false')),
  reason text,
  said_by text references person (id),
  said_at timestamptz,
  -- Posts that counted when the rule was last asked.
  counted integer not null default 0,
  primary key (campaign_id, id),
  foreign key (campaign_id, statement_id) references statement (campaign_id, id) on delete cascade,
  foreign key (campaign_id, incident_id) references incident (campaign_id, id) on delete cascade,
  check ((statement_id is null) <> (incident_id is null))
);
create index checklist_statement on checklist (campaign_id, statement_id) where statement_id is not null;
create index checklist_incident on checklist (campaign_id, incident_id) where incident_id is not null;

create table finding (
  campaign_id uuid not null,
  checklist_id uuid not null,
  point text not null check (point in ('source', 'time', 'place', 'corroboration')),
  standing text not null check (standing in ('open', 'holds', 'fails')),
  sentence text not null,
  person_id text not null references person (id),
  at timestamptz not null,
  primary key (campaign_id, checklist_id, point),
  foreign key (campaign_id, checklist_id) references checklist (campaign_id, id) on delete cascade
);

create table evidence (
  campaign_id uuid not null,
  id uuid not null,
  checklist_id uuid not null,
  point text not null check (point in ('source', 'time', 'place', 'corroboration')),
  kind text not null check (kind in ('link', 'photo', 'note', 'statement')),
  -- The address, the note, what a photo shows.
  text text not null,
  -- The statement and the post that it rests on: without them it is gone.
  statement_id uuid,
  post_id uuid,
  -- A photo made anew from its pixels, sealed under a key of its own.
  type text,
  sealed bytea,
  key bytea,
  -- Of what is kept, in the clear; and of the file as it came.
  sha256 bytea not null,
  came_sha256 bytea,
  person_id text not null references person (id),
  at timestamptz not null,
  primary key (campaign_id, id),
  foreign key (campaign_id, checklist_id) references checklist (campaign_id, id) on delete cascade,
  foreign key (campaign_id, statement_id) references statement (campaign_id, id) on delete cascade
);
alter table evidence alter column sealed set storage external;
create index evidence_checklist on evidence (campaign_id, checklist_id, at);
create index evidence_statement on evidence (campaign_id, statement_id) where statement_id is not null;
create index evidence_post on evidence (campaign_id, post_id) where post_id is not null;

-- What was done to an incident, for its timeline. No words of people: what an entry says is said by its kind.
create table incident_event (
  campaign_id uuid not null,
  id uuid not null,
  incident_id uuid not null,
  kind text not null,
  detail jsonb not null default '{}',
  person_id text references person (id),
  at timestamptz not null,
  primary key (campaign_id, id),
  foreign key (campaign_id, incident_id) references incident (campaign_id, id) on delete cascade
);
create index incident_event_incident on incident_event (campaign_id, incident_id, at);

-- Numbers stand in public addresses: one that was given is never given again.
create table incident_number (
  campaign_id uuid primary key references campaign (id),
  last integer not null
);
insert into incident_number (campaign_id, last) select campaign_id, max(number) from incident group by campaign_id;

alter table incident
  -- Whether a person said when it happened; else it is when it was first said.
  add column happened_known boolean not null default false,
  add column course text not null default 'unknown' check (course in ('unknown', 'ongoing', 'over')),
  add column over_at timestamptz,
  -- It had been public when it was found to be false: its page then says so.
  add column corrected_at timestamptz,
  add column joined_into uuid,
  add foreign key (campaign_id, joined_into) references incident (campaign_id, id) on delete cascade;
create index incident_joined on incident (campaign_id, joined_into) where joined_into is not null;

-- Two that became one, or one that became two; enough to go back.
create table incident_move (
  campaign_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('join', 'split')),
  from_id uuid not null,
  into_id uuid not null,
  statements uuid[] not null,
  evidence uuid[] not null,
  points text[] not null,
  person_id text not null references person (id),
  at timestamptz not null,
  undone_at timestamptz,
  primary key (campaign_id, id),
  foreign key (campaign_id, from_id) references incident (campaign_id, id) on delete cascade,
  foreign key (campaign_id, into_id) references incident (campaign_id, id) on delete cascade
);
create index incident_move_from on incident_move (campaign_id, from_id);
create index incident_move_into on incident_move (campaign_id, into_id);

-- What was chosen before there was a checklist was chosen by a person.
insert into checklist (campaign_id, id, incident_id, said, reason)
  select campaign_id, id, id, nullif(verification, 'unverified'), case when verification = 'unverified' then null else '' end from incident;

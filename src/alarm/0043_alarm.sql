-- Somebody may be in danger: told to ever more people until one of them takes it, then kept with its outcome.
create table alarm (
  campaign_id uuid not null,
  id uuid not null,
  -- Null once its statement is said by nobody any more.
  statement_id uuid,
  -- Null: the rule by words raised it.
  raised_by text references person (id),
  raised_at timestamptz not null,
  state text not null default 'open' check (state in ('open', 'taken', 'closed')),
  -- How far it has climbed: -1 nobody is told yet, 0 those on duty, 1 they again, 2 coordinators, 3 and more owners.
  level integer not null default -1,
  -- From when the minutes of climbing count, and when it climbs next.
  since timestamptz not null,
  next_at timestamptz not null,
  taken_by text references person (id),
  taken_at timestamptz,
  closed_by text references person (id),
  closed_at timestamptz,
  -- withdrawn: nobody says it any more; joined: another alarm stands for the same words.
  closed_as text check (closed_as in ('done', 'withdrawn', 'joined')),
  outcome text,
  primary key (campaign_id, id)
);
-- One alarm at a time for a statement: whoever raises it again is shown the one that is there.
create unique index alarm_statement on alarm (campaign_id, statement_id) where state <> 'closed';
create index alarm_due on alarm (campaign_id, next_at) where state = 'open';
create index alarm_state on alarm (campaign_id, state, raised_at);

create table alarm_event (
  campaign_id uuid not null,
  id uuid not null,
  alarm_id uuid not null,
  kind text not null check (kind in ('raised', 'told', 'taken', 'back', 'closed')),
  -- Null: the house itself.
  person_id text references person (id),
  -- Of what was told: how far it had climbed, and to how many people.
  level integer,
  people integer,
  at timestamptz not null,
  primary key (campaign_id, id),
  foreign key (campaign_id, alarm_id) references alarm (campaign_id, id) on delete cascade
);
create index alarm_event_alarm on alarm_event (campaign_id, alarm_id, at);

-- Who was told at which step: each once, whichever process does it.
create table alarm_told (
  campaign_id uuid not null,
  alarm_id uuid not null,
  -- Counts the steps of an alarm, also over one that was given back.
  step integer not null,
  person_id text not null references person (id),
  at timestamptz not null,
  -- Null: told on the screen only, or by a mail about another alarm a moment ago.
  outgoing_id uuid,
  primary key (campaign_id, alarm_id, step, person_id),
  foreign key (campaign_id, alarm_id) references alarm (campaign_id, id) on delete cascade
);
create index alarm_told_person on alarm_told (campaign_id, person_id, at) where outgoing_id is not null;

create table alarm_rule (
  campaign_id uuid primary key references campaign (id),
  by_words boolean not null,
  -- By language, where they differ from the usual ones.
  words jsonb not null default '{}',
  -- Minutes after which those on duty are told again, then coordinators, then owners.
  again integer not null,
  coordinators integer not null,
  owners integer not null
);

-- Who answers for alarms, from when until when.
create table duty (
  campaign_id uuid not null references campaign (id),
  id uuid not null,
  person_id text not null references person (id),
  from_at timestamptz not null,
  until_at timestamptz not null,
  added_by text not null references person (id),
  primary key (campaign_id, id)
);
create index duty_until on duty (campaign_id, until_at);

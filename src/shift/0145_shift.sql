-- The rota: who is on, at what, from when to when. Who is on for alarms stands in the roster of duty too.
create table shift (
  campaign_id uuid not null references campaign (id),
  id uuid not null,
  part text not null check (part in ('desk', 'alarms', 'sheet', 'calls', 'act', 'other')),
  -- Where, or at what: in the words of whoever made it.
  place text not null default '',
  note text not null default '',
  from_at timestamptz not null,
  until_at timestamptz not null,
  -- In which clock times are said.
  zone text not null,
  needed integer not null check (needed between 1 and 100),
  -- Volunteers sign up by themselves; else coordinators choose.
  open boolean not null default true,
  created_by text not null references person (id),
  created_at timestamptz not null,
  called_off_at timestamptz,
  version integer not null default 1,
  primary key (campaign_id, id),
  check (until_at > from_at)
);
create index shift_until on shift (campaign_id, until_at);

create table shift_person (
  campaign_id uuid not null,
  shift_id uuid not null,
  person_id text not null references person (id),
  -- Another than the person: a coordinator chose them.
  added_by text not null references person (id),
  added_at timestamptz not null,
  -- Their window in the roster of duty.
  duty_id uuid,
  reminded_at timestamptz,
  outgoing_id uuid,
  ended_at timestamptz,
  primary key (campaign_id, shift_id, person_id),
  foreign key (campaign_id, shift_id) references shift (campaign_id, id) on delete cascade
);
create index shift_person_person on shift_person (campaign_id, person_id);
create index shift_person_due on shift_person (campaign_id, shift_id) where reminded_at is null;

-- What whoever comes next should know: read by them, and ticked.
create table shift_note (
  campaign_id uuid not null,
  id uuid not null,
  shift_id uuid not null,
  person_id text not null references person (id),
  text text not null,
  at timestamptz not null,
  primary key (campaign_id, id),
  foreign key (campaign_id, shift_id) references shift (campaign_id, id) on delete cascade
);
create index shift_note_shift on shift_note (campaign_id, shift_id, at);

create table shift_note_read (
  campaign_id uuid not null,
  note_id uuid not null,
  person_id text not null references person (id),
  at timestamptz not null,
  primary key (campaign_id, note_id, person_id),
  foreign key (campaign_id, note_id) references shift_note (campaign_id, id) on delete cascade
);

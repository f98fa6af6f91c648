-- A key date. The wall clock and the zone are what people mean; the instant follows from them, and anew for each year.
create table moment (
  campaign_id uuid not null references campaign (id),
  id uuid not null,
  kind text not null check (kind in ('hearing', 'anniversary', 'report', 'appearance', 'vote', 'deadline', 'day')),
  title text not null,
  reason text not null default '',
  -- 2027-03-07T10:00, as a clock on the wall of the zone shows it.
  wall text not null check (wall ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d$'),
  zone text not null,
  -- The first time, in the zone.
  starts_at timestamptz not null,
  all_day boolean not null default false,
  minutes integer check (minutes between 1 and 20160),
  yearly boolean not null default false,
  place text not null default '',
  -- In the public calendar.
  public boolean not null default false,
  target_id uuid,
  case_id uuid,
  -- Go or no-go: so many people must have pledged before a time.
  needed integer check (needed > 0),
  decide_at timestamptz,
  -- What a person said instead of what the pledges say.
  said text check (said in ('go', 'no-go')),
  said_because text,
  said_by text references person (id),
  created_by text not null references person (id),
  created_at timestamptz not null,
  version integer not null default 1,
  primary key (campaign_id, id),
  foreign key (campaign_id, target_id) references target (campaign_id, id),
  foreign key (campaign_id, case_id) references legal_case (campaign_id, id)
);
create index moment_starts on moment (campaign_id, starts_at);

create table pledge (
  campaign_id uuid not null,
  moment_id uuid not null,
  person_id text not null references person (id),
  -- Oneself and whom one brings.
  people integer not null check (people between 1 and 100000),
  at timestamptz not null,
  primary key (campaign_id, moment_id, person_id),
  foreign key (campaign_id, moment_id) references moment (campaign_id, id) on delete cascade
);

-- A private calendar is read by a link with a secret, of which only the hash is kept.
create table calendar_link (
  campaign_id uuid not null references campaign (id),
  id uuid not null,
  sha256 bytea not null,
  person_id text not null references person (id),
  created_at timestamptz not null,
  primary key (campaign_id, id),
  unique (campaign_id, sha256)
);

create table campaign (
  id uuid primary key,
  organisation_id text not null references organisation (id),
  slug text not null unique,
  name text not null,
  goal text not null default '',
  question text not null default '',
  -- Question and goal in further languages: {"es": {"question": ..., "goal": ...}}
  words jsonb not null default '{}',
  hashtags text[] not null default '{}',
  languages text[] not null default '{en}',
  -- Differences from the table of consent in src/campaign/consent.ts, by channel.
  consent jsonb not null default '{}',
  precision text not null default 'district' check (precision in ('exact', '1km', 'district', 'hidden')),
  created_at timestamptz not null
);

-- Raised by whatever changes what the public may see; ready-made pages are kept under it.
create table campaign_pulse (
  campaign_id uuid primary key references campaign (id),
  public_version bigint not null default 1
);

create table issue_area (
  campaign_id uuid not null references campaign (id),
  id uuid not null,
  key text not null,
  position integer not null,
  names jsonb not null,
  -- Words that suggest this area for a statement, by language: {"en": ["water", ...]}
  words jsonb not null default '{}',
  primary key (campaign_id, id),
  unique (campaign_id, key)
);

create table institution (
  campaign_id uuid not null references campaign (id),
  id uuid not null,
  key text not null,
  names jsonb not null,
  primary key (campaign_id, id),
  unique (campaign_id, key)
);

create table institution_area (
  campaign_id uuid not null,
  institution_id uuid not null,
  issue_area_id uuid not null,
  primary key (campaign_id, institution_id, issue_area_id),
  foreign key (campaign_id, institution_id) references institution (campaign_id, id),
  foreign key (campaign_id, issue_area_id) references issue_area (campaign_id, id)
);

create table place (
  campaign_id uuid not null references campaign (id),
  id uuid not null,
  name text not null,
  -- Folded for search, in every script it is known by.
  names text[] not null,
  district text,
  lat double precision not null,
  lon double precision not null,
  kind text not null default 'town',
  primary key (campaign_id, id)
);
create index place_names on place using gin (names);

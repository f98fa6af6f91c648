-- What a coordinator did to the work of others; enough to take it back.
create table steering (
  campaign_id uuid not null references campaign (id),
  id uuid not null,
  person_id text not null references person (id),
  kind text not null check (kind in ('reassign', 'drain', 'pause', 'announce')),
  done jsonb not null,
  at timestamptz not null,
  taken_back_at timestamptz,
  primary key (campaign_id, id)
);

-- While one runs nobody takes anything new.
create table pause (
  campaign_id uuid not null references campaign (id),
  id uuid not null,
  person_id text not null references person (id),
  reason text not null,
  at timestamptz not null,
  ended_at timestamptz,
  ended_by text references person (id),
  primary key (campaign_id, id)
);
create unique index pause_running on pause (campaign_id) where ended_at is null;

-- A note to everybody at work.
create table announcement (
  campaign_id uuid not null references campaign (id),
  id uuid not null,
  person_id text not null references person (id),
  text text not null,
  at timestamptz not null,
  ended_at timestamptz,
  primary key (campaign_id, id)
);
create index announcement_running on announcement (campaign_id) where ended_at is null;

create table announcement_read (
  campaign_id uuid not null,
  announcement_id uuid not null,
  person_id text not null references person (id),
  at timestamptz not null,
  primary key (campaign_id, announcement_id, person_id),
  foreign key (campaign_id, announcement_id) references announcement (campaign_id, id) on delete cascade
);

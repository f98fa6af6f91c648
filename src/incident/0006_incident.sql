create table incident (
  campaign_id uuid not null references campaign (id),
  id uuid not null,
  number integer not null,
  -- Written or confirmed by a person, so that a page can stand without quoting anybody; null: not worded yet, not published.
  title text,
  worded_by text references person (id),
  language text,
  issue_area_id uuid,
  place_name text,
  lat double precision,
  lon double precision,
  precision text not null check (precision in ('exact', '1km', 'district', 'hidden')),
  verification text not null default 'unverified' check (verification in ('unverified', 'corroborated', 'verified', 'false')),
  happened_at timestamptz not null,
  created_at timestamptz not null,
  version integer not null default 1,
  primary key (campaign_id, id),
  foreign key (campaign_id, issue_area_id) references issue_area (campaign_id, id)
);

create table incident_statement (
  campaign_id uuid not null,
  incident_id uuid not null,
  statement_id uuid not null,
  deed_id uuid not null,
  primary key (campaign_id, incident_id, statement_id),
  foreign key (campaign_id, incident_id) references incident (campaign_id, id) on delete cascade,
  foreign key (campaign_id, statement_id) references statement (campaign_id, id) on delete cascade
);
create index incident_statement_statement on incident_statement (campaign_id, statement_id);

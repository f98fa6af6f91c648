-- What somebody can do at the desk of a campaign. No row, and whatever is empty: everything.
create table skill (
  campaign_id uuid not null references campaign (id),
  person_id text not null references person (id),
  languages text[] not null default '{}',
  -- Ids of issue areas. No foreign key: one that is removed later fits nothing any more, and the next change drops it.
  areas uuid[] not null default '{}',
  level text not null default 'trained' check (level in ('new', 'trained', 'trusted')),
  place_name text,
  lat double precision,
  lon double precision,
  radius_km integer,
  changed_at timestamptz not null,
  primary key (campaign_id, person_id)
);

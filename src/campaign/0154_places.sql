-- What a file brought into the gazetteer: brought again, changed and taken out together.
create table place_set (
  campaign_id uuid not null references campaign (id),
  id uuid not null,
  name text not null,
  -- Of the file on the machine of whoever brought it.
  file text not null default '',
  person_id text references person (id),
  changed_at timestamptz not null,
  primary key (campaign_id, id),
  unique (campaign_id, name)
);

alter table place add column set_id uuid;
-- By which a place is known again when its file is brought again: its code, or its name and district.
alter table place add column identity text;
alter table place add column code text;
alter table place add column region text;
-- Names as they were given; `names` are the same, folded.
alter table place add column labels text[] not null default '{}';
alter table place add foreign key (campaign_id, set_id) references place_set (campaign_id, id);
create unique index place_identity on place (campaign_id, set_id, identity) where set_id is not null;

-- Names for search, folded: each whole, and from the beginning of each of its next words on.
create table place_name (
  campaign_id uuid not null,
  name text collate "C" not null,
  place_id uuid not null,
  whole boolean not null,
  primary key (campaign_id, name, place_id),
  foreign key (campaign_id, place_id) references place (campaign_id, id) on delete cascade
);
create index place_name_of on place_name (campaign_id, place_id);
insert into place_name (campaign_id, name, place_id, whole)
  select campaign_id, array_to_string(words[n:], ' '), id, bool_or(n = 1)
  from (select p.campaign_id, p.id, string_to_array(left(one, 300), ' ') as words from place p, unnest(p.names) as one) as named, generate_series(1, least(cardinality(words), 4)) as n
  group by 1, 2, 3;
drop index place_names;

-- Outlines of districts and the like.
create table place_area (
  campaign_id uuid not null,
  place_id uuid not null,
  south double precision not null,
  west double precision not null,
  north double precision not null,
  east double precision not null,
  -- Coordinates of a GeoJSON MultiPolygon: to find what lies in it, and with few corners for maps.
  outline jsonb not null,
  simple jsonb not null,
  primary key (campaign_id, place_id),
  foreign key (campaign_id, place_id) references place (campaign_id, id) on delete cascade
);

-- Files that somebody looks at before they are brought in; taken away after a day.
create table place_draft (
  campaign_id uuid not null references campaign (id),
  id uuid not null,
  person_id text not null references person (id),
  name text not null,
  file bytea not null,
  created_at timestamptz not null,
  primary key (campaign_id, id)
);

-- The country in which the world's towns are looked for first, by ISO 3166.
create table gazetteer (
  campaign_id uuid primary key references campaign (id),
  country text not null
);

-- The world's towns of GeoNames (CC BY 4.0), the same for all campaigns.
create table town (
  id integer primary key,
  name text not null,
  folded text collate "C" not null,
  country text not null,
  admin text not null,
  -- The largest town of the same part of the country: what tells towns of one name apart.
  region text,
  population integer not null,
  lat double precision not null,
  lon double precision not null
);
create index town_folded on town (folded);
create index town_large on town (folded) where population >= 50000;
create index town_country on town (country, population desc);

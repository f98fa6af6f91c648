-- The list of the first day, put out of their sight by one person. Growing.
create table first_day_away (
  campaign_id uuid not null references campaign (id),
  person_id text not null references person (id),
  at timestamptz not null,
  primary key (campaign_id, person_id)
);

-- What the list cannot read off anything else: that somebody looked at the table of consent and left it, that one does without mail. Growing.
create table first_day_settled (
  campaign_id uuid not null references campaign (id),
  key text not null check (key in ('consent', 'mail')),
  person_id text not null references person (id),
  at timestamptz not null,
  primary key (campaign_id, key)
);

-- The screens about which somebody has read what they are for. Shared: they are the same in every campaign. No row: none yet.
create table person_read (
  person_id text primary key references person (id),
  screens text[] not null default '{}'
);

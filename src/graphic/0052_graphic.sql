-- Statements that are covered until somebody asks for them. One row a statement: the last word on it.
create table graphic_mark (
  campaign_id uuid not null,
  statement_id uuid not null,
  graphic boolean not null,
  -- Who or what said so.
  source text not null check (source in ('desk', 'sender', 'words')),
  person_id text references person (id),
  at timestamptz not null,
  primary key (campaign_id, statement_id),
  foreign key (campaign_id, statement_id) references statement (campaign_id, id) on delete cascade
);

-- Posts whose sender said so; what folds them reads it.
create table graphic_post (
  campaign_id uuid not null,
  post_id uuid not null,
  at timestamptz not null,
  primary key (campaign_id, post_id),
  foreign key (campaign_id, post_id) references post (campaign_id, id) on delete cascade
);

-- Each time somebody uncovered something: what they have looked at in a shift is bounded.
create table graphic_look (
  campaign_id uuid not null,
  id uuid not null,
  person_id text not null references person (id),
  statement_id uuid not null,
  at timestamptz not null,
  primary key (campaign_id, id),
  foreign key (campaign_id, statement_id) references statement (campaign_id, id) on delete cascade
);
create index graphic_look_person on graphic_look (campaign_id, person_id, at);

-- A campaign's own list and limit; without a row those of the program hold (src/graphic/settings.ts).
create table graphic_settings (
  campaign_id uuid primary key references campaign (id),
  words text[] not null,
  most integer not null check (most between 1 and 1000)
);

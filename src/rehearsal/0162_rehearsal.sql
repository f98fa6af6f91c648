-- A day played into a copy of a campaign. Kept under the campaign itself: the copy is wiped, the report stays. Growing.
create table rehearsal (
  campaign_id uuid not null references campaign (id),
  id uuid not null,
  -- The copy; without a foreign key, since it goes.
  copy_id uuid not null,
  copy_slug text not null,
  source text not null check (source in ('example', 'day')),
  -- Of a recorded day.
  day date,
  speed integer not null check (speed between 1 and 60),
  -- preparing: its posts are gathered; over: all are played, people work on; ending: the report is there, the copy is being wiped.
  state text not null check (state in ('preparing', 'playing', 'paused', 'over', 'ending', 'wiped')),
  posts integer not null,
  played integer not null default 0,
  -- Seconds of the played day that had passed at `since`; while it plays it goes on from there at speed.
  passed double precision not null default 0,
  since timestamptz not null,
  length integer not null default 0,
  begun_by text not null references person (id),
  begun_at timestamptz not null,
  ended_at timestamptz,
  problem text,
  -- Figures only: nobody's words.
  report jsonb,
  primary key (campaign_id, id)
);
create unique index rehearsal_open on rehearsal (campaign_id) where state <> 'wiped';

-- What is still to be played, under the copy. Growing.
create table rehearsal_post (
  campaign_id uuid not null references campaign (id),
  number integer not null,
  after_seconds integer not null,
  -- An item of POST /api/campaigns/{slug}/posts, without time; of a recorded day with pseudonyms for whoever it could name.
  item jsonb not null,
  -- The post of the campaign that it was: if its author takes it back, it goes from here too.
  origin uuid,
  primary key (campaign_id, number)
);
create index rehearsal_post_origin on rehearsal_post (campaign_id, origin) where origin is not null;

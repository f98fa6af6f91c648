-- Whoever wrote a post, within one campaign: one human in two campaigns is two authors.
create table author (
  campaign_id uuid not null references campaign (id),
  id uuid not null,
  blind_index bytea not null,
  primary key (campaign_id, id),
  unique (campaign_id, blind_index)
);

-- Data keys, wrapped. Never part of the main backup: destroying a row makes everything sealed under it unreadable.
-- id: the author's, or the post's own when its author is not known.
create table author_key (
  campaign_id uuid not null references campaign (id),
  id uuid not null,
  wrapped bytea not null,
  primary key (campaign_id, id)
);

create table post (
  campaign_id uuid not null references campaign (id),
  id uuid not null,
  channel text not null,
  external_id text not null,
  author_id uuid,
  key_id uuid not null,
  text text not null,
  language text,
  posted_at timestamptz not null,
  arrived_at timestamptz not null,
  place_name text,
  lat double precision,
  lon double precision,
  knows text,
  hashtags text[],
  mentions text[],
  links text[],
  media jsonb,
  repost_of text,
  quote_of text,
  reply_to text,
  -- The author's own word; null where the campaign's table decides.
  quote boolean,
  name boolean,
  pass_on boolean,
  write boolean,
  sha256 bytea,
  -- Sealed under the key; read only through src/post/door.ts.
  original bytea,
  contact bytea,
  byline bytea,
  withdrawn_at timestamptz,
  gone_at timestamptz,
  primary key (campaign_id, id),
  unique (campaign_id, channel, external_id)
);
create index post_author on post (campaign_id, author_id);

-- What was withdrawn or erased, written before it is done; a restore applies it before it serves.
create table journal (
  campaign_id uuid not null references campaign (id),
  id uuid not null,
  at timestamptz not null,
  kind text not null check (kind in ('withdrawn', 'erased', 'gone')),
  post_id uuid,
  author_id uuid,
  primary key (campaign_id, id)
);

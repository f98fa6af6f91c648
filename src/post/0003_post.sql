-- Data keys, wrapped: one an author, or one a post whose author is not known. Never part of the main backup: destroying a row
-- makes everything sealed under it unreadable.
-- id: of an author the blind index of the address (a keyed hash, as a uuid), so that finding an author needs no second index;
-- of a post without a known author the post's own. One human in two campaigns is two authors.
create table author_key (
  campaign_id uuid not null references campaign (id),
  id uuid not null,
  wrapped bytea not null,
  primary key (campaign_id, id)
);

-- Raised when posts are withdrawn or keys destroyed. Whoever keeps posts or opened keys in memory compares, under a share lock
-- before sealing with one.
create table post_epoch (
  campaign_id uuid primary key references campaign (id),
  epoch bigint not null default 0
);

create table post (
  campaign_id uuid not null references campaign (id),
  id uuid not null,
  channel text not null,
  external_id text not null,
  -- Blind index of the address; null where nobody can say who wrote it.
  author_id uuid,
  -- The author's, else the post's own: also what tells people apart when they are counted.
  key_id uuid not null,
  text text not null,
  language text,
  posted_at timestamptz not null,
  arrived_at timestamptz not null,
  place_name text,
  lat double precision,
  lon double precision,
  knows text check (knows in ('lived', 'saw', 'heard')),
  hashtags text[],
  mentions text[],
  links text[],
  media jsonb,
  repost_of text,
  quote_of text,
  reply_to text,
  -- The author's own word; null where the campaign's table decides (src/campaign/consent.ts).
  quote boolean,
  name boolean,
  pass_on boolean,
  write boolean,
  -- An address to write to came with it.
  reachable boolean not null default false,
  -- Of the original payload in the clear.
  sha256 bytea,
  -- Original payload, byline and contact in one envelope under the author's key; opened only by src/post/door.ts.
  sealed bytea,
  -- The words of a withdrawn post, sealed under the same key.
  words bytea,
  withdrawn_at timestamptz,
  erased_at timestamptz,
  gone_at timestamptz,
  primary key (campaign_id, id),
  unique (campaign_id, channel, external_id)
);
-- Sealed bytes do not compress: trying costs time on every long original.
alter table post alter column sealed set storage external;
create index post_author on post (campaign_id, author_id) where author_id is not null;

-- One row a committed batch, written with it: the recorded event from which folding works. Removed when it is folded.
create table arrival (
  campaign_id uuid not null references campaign (id),
  arrived_at timestamptz not null,
  -- The posts of a batch are one range of ids: all that share the first 112 bits with this one.
  first_post uuid not null,
  posts integer not null,
  primary key (campaign_id, arrived_at, first_post)
);

-- What was withdrawn or erased, written before it is done; a restore applies it before it serves.
create table journal (
  campaign_id uuid not null references campaign (id),
  id uuid not null,
  at timestamptz not null,
  kind text not null check (kind in ('withdrawn', 'erased', 'gone')),
  post_id uuid not null,
  -- Null: the process that wrote it died before it was done; a job does it.
  done_at timestamptz,
  primary key (campaign_id, id)
);
create index journal_open on journal (campaign_id, at) where done_at is null;

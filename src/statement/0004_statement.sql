-- Foreign keys: a check runs once per row inserted, and costs as much as the row (docs/decisions: folding). The tables that
-- folding fills go without; each is written only in this slice, and what is removed is removed there with all that hangs on it.

-- One thing said. Narrow, since its count changes with every copy; the words and their search index are in statement_text.
-- id is made from the campaign and the number (src/statement/number.ts).
create table statement (
  campaign_id uuid not null,
  id uuid not null,
  -- Number of its founding post in the order of folding.
  number bigint not null,
  state text not null default 'waiting' check (state in ('waiting', 'held', 'asked', 'review', 'aside', 'decided')),
  -- Raised by each change of state and each edit, never by a copy that joins.
  version integer not null default 1,
  -- Posts that say it and count; copies = posts - 1.
  posts integer not null,
  language text,
  channels text[] not null,
  issue_area_id uuid,
  suggested_area_id uuid,
  place_name text,
  lat double precision,
  lon double precision,
  precision text check (precision in ('exact', '1km', 'district', 'hidden')),
  first_said_at timestamptz not null,
  last_said_at timestamptz not null,
  arrived_at timestamptz not null,
  primary key (campaign_id, id),
  foreign key (campaign_id, issue_area_id) references issue_area (campaign_id, id)
) with (fillfactor = 85);
create index statement_loudest on statement (campaign_id, state, posts desc, id);

create table statement_text (
  campaign_id uuid not null,
  statement_id uuid not null,
  text text not null,
  -- Words of the search form (src/statement/fold/normal.ts): accents, letter variants and widths folded, in any script.
  search tsvector not null,
  primary key (campaign_id, statement_id)
);
create index statement_text_search on statement_text using gin (search);

-- The order of folding and what it made: one row a post, numbered without gaps within the campaign.
create table post_fold (
  campaign_id uuid not null,
  number bigint not null,
  post_id uuid not null,
  statement_id uuid not null,
  primary key (campaign_id, number),
  unique (campaign_id, post_id)
);
create index post_fold_statement on post_fold (campaign_id, statement_id);

-- What folding remembers. Statements are named by their number as it was then; fold_merge says what has become of it.
create table fold_exact (
  campaign_id uuid not null,
  exact bigint not null,
  statement bigint not null,
  primary key (campaign_id, exact)
);

create table fold_representative (
  campaign_id uuid not null,
  -- Of the post whose text it is: the text itself is in the post, and gone with it.
  number bigint not null,
  statement bigint not null,
  keys bigint[] not null,
  primary key (campaign_id, number)
);
create index fold_representative_statement on fold_representative (campaign_id, statement);

create table fold_key (
  campaign_id uuid not null,
  -- number / 2^18 (src/statement/presence.ts): keeps what is new together in the index.
  era integer not null,
  key bigint not null,
  number bigint not null,
  statement bigint not null,
  primary key (campaign_id, era, key, number)
);

create table fold_merge (
  campaign_id uuid not null,
  was bigint not null,
  is_now bigint not null,
  primary key (campaign_id, was)
);

-- One folder per campaign at a time: whoever holds this row's lease, checked in the same transaction.
create table folding (
  campaign_id uuid primary key references campaign (id),
  holder uuid,
  until timestamptz,
  next_number bigint not null default 1,
  -- Raised when what folding remembers was changed by something else (a withdrawal): caches are dropped.
  epoch bigint not null default 0
);

-- What a person put in order where folding had it otherwise. As long as it stands, folding keeps to it.
create table refold (
  campaign_id uuid not null,
  id uuid not null,
  -- part: posts of `statement_id` were taken out and are `other_id` now. join: `other_id` became part of `statement_id`.
  kind text not null check (kind in ('part', 'join')),
  statement_id uuid not null,
  other_id uuid not null,
  person_id text not null references person (id),
  at timestamptz not null,
  -- How many posts moved.
  posts integer not null,
  -- The number that the next post was to get: what is older was there then.
  next_number bigint not null,
  -- Value of folding.refolded: the order in which they were done.
  turn bigint not null,
  -- How both stood before they were joined. Never words of a post.
  before jsonb,
  undone_at timestamptz,
  undone_by text references person (id),
  primary key (campaign_id, id)
);
create index refold_statement on refold (campaign_id, statement_id);
create index refold_person on refold (campaign_id, person_id, at);
create index refold_other on refold (campaign_id, other_id);

-- Which posts a join moved, so that they can go back.
create table refold_post (
  campaign_id uuid not null,
  refold_id uuid not null,
  number bigint not null,
  primary key (campaign_id, refold_id, number)
);

-- next_part: statements taken out have numbers of their own (src/statement/number.ts). refolded: raised by every take out, join and
-- undo of a person: what processes remember of statements, not of texts, is read again.
alter table folding add column next_part bigint not null default 1, add column refolded bigint not null default 0;

-- The `refolded` with which an older post came to stand for its statement; null: as it was folded.
-- anchor: it was there when its statement was taken apart, and says where the line runs.
alter table fold_representative add column appointed bigint, add column anchor boolean not null default false;
create index fold_representative_appointed on fold_representative (campaign_id, appointed) where appointed is not null;

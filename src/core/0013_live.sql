-- What open screens are told, kept for those that lose the line for a while: the last few of each campaign (src/core/live.ts).
-- Numbered in the order of commits: the row of `live` is locked last in a transaction, and until its commit.
create table live (
  campaign_id uuid primary key,
  last bigint not null
);

create table live_event (
  campaign_id uuid not null,
  id bigint not null,
  event jsonb not null,
  primary key (campaign_id, id)
);

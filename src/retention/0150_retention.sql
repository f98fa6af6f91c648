-- How long what is kept, where a campaign has its own answer (src/retention/kind.ts has the usual ones). channel '': every channel.
create table retention_rule (
  campaign_id uuid not null references campaign (id),
  kind text not null,
  channel text not null default '',
  days integer not null check (days between 1 and 3650),
  changed_by text references person (id),
  changed_at timestamptz not null,
  primary key (campaign_id, kind, channel)
);

-- How far the nightly run has come through the posts, in the order of their ids, which is that of arrival: only what is new is read.
create table retention_mark (
  campaign_id uuid not null references campaign (id),
  kind text not null,
  channel text not null,
  upto uuid not null,
  primary key (campaign_id, kind, channel)
);

-- Passed over since somebody still needs it; looked at again each night.
create table retention_kept (
  campaign_id uuid not null references campaign (id),
  kind text not null,
  post_id uuid not null,
  why text not null,
  primary key (campaign_id, kind, post_id)
);

-- Keys under which nothing may be left: destroyed together at the end of a run, since each destruction makes all processes forget what they remember.
create table retention_key (
  campaign_id uuid not null references campaign (id),
  id uuid not null,
  primary key (campaign_id, id)
);

-- What a night did. complete: nothing that is due was left for the next.
create table retention_run (
  campaign_id uuid not null references campaign (id),
  id uuid not null,
  at timestamptz not null,
  kind text not null,
  gone integer not null,
  kept integer not null,
  complete boolean not null,
  primary key (campaign_id, id)
);

-- Evidence that somebody may need: what hangs on this statement or incident is passed over until it is lifted. It never stands against an author's own wish.
create table legal_hold (
  campaign_id uuid not null references campaign (id),
  id uuid not null,
  statement_id uuid,
  incident_id uuid,
  reason text not null,
  set_by text not null references person (id),
  set_at timestamptz not null,
  lifted_by text references person (id),
  lifted_at timestamptz,
  primary key (campaign_id, id),
  check (num_nonnulls(statement_id, incident_id) = 1)
);
create index legal_hold_open on legal_hold (campaign_id) where lifted_at is null;

-- Nothing goes out: STOP until it is lifted, or an embargo until a time.
create table hold (
  campaign_id uuid not null references campaign (id),
  id uuid not null,
  kind text not null check (kind in ('stop', 'embargo')),
  -- An embargo ends by itself.
  until timestamptz,
  -- In the words of whoever set it; may be empty.
  reason text not null,
  set_by text references person (id),
  set_at timestamptz not null,
  lifted_by text references person (id),
  lifted_at timestamptz,
  primary key (campaign_id, id)
);
create index hold_open on hold (campaign_id) where lifted_at is null;

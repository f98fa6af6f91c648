-- What leaves the house. A message whose fate is unknown becomes unconfirmed and is never sent again blindly.
create table outgoing (
  campaign_id uuid not null references campaign (id),
  id uuid not null,
  channel text not null,
  purpose text not null,
  -- The author it goes to, when it goes to one: erasing them takes it out.
  author_id uuid,
  -- Address, subject and text, sealed under the house's outbox key; emptied when it is sent or refused for good.
  sealed bytea,
  state text not null default 'queued' check (state in ('queued', 'sending', 'sent', 'refused', 'unconfirmed')),
  due_at timestamptz not null,
  sending_since timestamptz,
  attempts integer not null default 0,
  reason text,
  external_id text,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (campaign_id, id)
);
create index outgoing_due on outgoing (campaign_id, state, due_at);

-- The one ledger: what an account of ours has spent of what its network allows, per window.
create table spending (
  account text not null,
  budget text not null,
  window_start timestamptz not null,
  spent bigint not null,
  primary key (account, budget, window_start)
);

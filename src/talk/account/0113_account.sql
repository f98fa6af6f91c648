-- An account of ours on a network, connected by a coordinator. Its secrets are sealed under the house's key and shown to nobody again.
create table account (
  campaign_id uuid not null references campaign (id),
  id uuid not null,
  channel text not null,
  -- As the network names it: @desk@social.example
  handle text not null,
  -- Origin of the server that holds it.
  server text not null,
  -- Its id there.
  ref text not null,
  -- The longest text its server takes, where it says so.
  longest integer,
  sealed bytea,
  -- What the last sign-in gave, sealed as well: sign-ins are counted.
  session bytea,
  -- signed-out: the network no longer takes what we have; disconnected: taken away here, kept for what was sent by it.
  state text not null default 'connected' check (state in ('connected', 'signed-out', 'disconnected')),
  reason text,
  version integer not null default 1,
  connected_by text references person (id),
  connected_at timestamptz not null,
  checked_at timestamptz not null,
  primary key (campaign_id, id),
  unique (campaign_id, channel, handle)
);

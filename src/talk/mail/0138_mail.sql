-- The mail server of the house, as it was set up on a screen: one row, sealed under the house's key. SMTP_URL in the environment goes before it.
create table mail_setting (
  id text primary key check (id = 'house'),
  sealed bytea not null,
  set_by text references person (id),
  set_at timestamptz not null,
  -- What came of the last test message.
  tested_at timestamptz,
  test jsonb
);

-- To which address a letter went: a keyed hash, so that one that comes back marks the address, and nobody reads it here.
alter table outgoing add column address_index bytea;
-- It came back (hard, soft, policy), was unwanted (complaint), or was not sent because an earlier one had come back (held).
alter table outgoing add column returned text;
alter table outgoing add column returned_said text;
alter table outgoing add column returned_at timestamptz;

-- Addresses that are not written to until a person says so.
create table bounce (
  campaign_id uuid not null references campaign (id),
  address_index bytea not null,
  kind text not null check (kind in ('hard', 'complaint')),
  outgoing_id uuid not null,
  at timestamptz not null,
  primary key (campaign_id, address_index)
);

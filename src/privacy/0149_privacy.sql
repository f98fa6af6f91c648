-- That somebody reads what is sent to an address: a link that opens once, and then for a while what it opened.
create table privacy_proof (
  campaign_id uuid not null references campaign (id),
  id uuid not null,
  -- Of the secret in the link; once opened, of the one that the pages carry.
  sha256 bytea not null,
  state text not null check (state in ('sent', 'open')),
  -- The address, sealed under a key of its own that goes with the row.
  sealed bytea not null,
  -- One of ours who recognised the person and passes the link on; null where it went by mail.
  made_by text references person (id),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (campaign_id, id),
  unique (campaign_id, sha256)
);
create index privacy_proof_expires on privacy_proof (campaign_id, expires_at);

-- What somebody asks about their own data who has neither code nor mail, and what an erasure leaves to be looked through by a person.
create table privacy_request (
  campaign_id uuid not null references campaign (id),
  id uuid not null,
  kind text not null check (kind in ('see', 'correct', 'withdraw', 'erase', 'other', 'notes')),
  -- How they can be reached and what they say, sealed under a key of its own; emptied some time after it is closed.
  sealed bytea,
  -- Of kind `notes`: statements whose notes may repeat what was erased.
  statements uuid[] not null default '{}',
  language text not null,
  state text not null default 'open' check (state in ('open', 'done', 'refused')),
  outcome text,
  created_at timestamptz not null,
  due_at timestamptz not null,
  closed_at timestamptz,
  closed_by text references person (id),
  primary key (campaign_id, id)
);
create index privacy_request_state on privacy_request (campaign_id, state, due_at);

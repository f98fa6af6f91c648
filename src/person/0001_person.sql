-- Shared tables (reference tables on a cluster). better-auth's own tables are in 0009: local, no foreign keys to these.
create table organisation (
  id text primary key,
  slug text not null unique,
  name text not null,
  created_at timestamptz not null
);

create table person (
  id text primary key,
  email text not null unique,
  name text not null,
  languages text[] not null default '{}',
  -- Ready: may work at once (invited people become ready by accepting).
  ready boolean not null default false,
  frozen_at timestamptz,
  created_at timestamptz not null
);

-- campaign_id null: all campaigns of the organisation. No foreign key to campaign: it lies downstream.
create table role (
  id text primary key,
  organisation_id text not null references organisation (id),
  campaign_id uuid,
  person_id text not null references person (id),
  role text not null check (role in ('owner', 'coordinator', 'volunteer', 'observer')),
  created_at timestamptz not null,
  unique nulls not distinct (organisation_id, campaign_id, person_id)
);
create index role_person on role (person_id);

create table token (
  id text primary key,
  campaign_id uuid not null,
  person_id text not null references person (id),
  scopes text[] not null,
  sha256 bytea not null unique,
  created_at timestamptz not null,
  revoked_at timestamptz
);
create index token_campaign on token (campaign_id, person_id);

-- Links that let somebody in: only their hash is kept, each has an end and a number of uses.
create table link (
  id text primary key,
  -- first: makes the first account; invitation: gives a role; password: sets the password of an account that is there.
  kind text not null check (kind in ('first', 'invitation', 'password')),
  sha256 bytea not null unique,
  organisation_id text references organisation (id),
  -- As in role: null means all campaigns of the organisation.
  campaign_id uuid,
  person_id text references person (id),
  role text check (role in ('owner', 'coordinator', 'volunteer', 'observer')),
  -- When set, nobody else may use it.
  email text,
  uses_left integer not null check (uses_left >= 0),
  created_by text references person (id),
  created_at timestamptz not null,
  expires_at timestamptz not null
);

-- What was done with people's data and by whom with which right. Growing.
create table audit (
  campaign_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  -- Null: the operator, on the command line.
  person_id text references person (id),
  kind text not null,
  -- What it was done to: an id, never an address or anybody's words.
  subject text,
  reason text,
  detail jsonb not null default '{}',
  primary key (campaign_id, id)
);

-- Answers to calls with an Idempotency-Key, kept for a day. Growing.
create table idempotency (
  campaign_id uuid not null,
  actor text not null,
  key text not null,
  -- Hash of method, address and body: the same key with another request is an error of the caller.
  request bytea not null,
  -- Null while the call is being worked on.
  status integer,
  headers jsonb,
  -- Null once words were withdrawn that might stand in it.
  answer bytea,
  created_at timestamptz not null,
  primary key (campaign_id, actor, key)
);
create index idempotency_created on idempotency (campaign_id, created_at);

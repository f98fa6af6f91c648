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

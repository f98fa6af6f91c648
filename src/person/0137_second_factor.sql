-- A second factor and passkeys, as getMigrations of better-auth gives them for src/person/auth.ts, and what a device is called.
alter table auth_user add column two_factor_enabled boolean;

-- Six digits from an app, and recovery codes; both are encrypted by better-auth under the house's key.
create table auth_two_factor (
  id text not null primary key,
  secret text not null,
  backup_codes text not null,
  user_id text not null references auth_user (id) on delete cascade,
  -- False until the first code was right.
  verified boolean,
  failed_verification_count integer,
  locked_until timestamptz
);
create index auth_two_factor_user_id_idx on auth_two_factor (user_id);

create table auth_passkey (
  id text not null primary key,
  name text,
  public_key text not null,
  user_id text not null references auth_user (id) on delete cascade,
  credential_id text not null,
  counter integer not null,
  device_type text not null,
  backed_up boolean not null,
  transports text,
  created_at timestamptz,
  aaguid text
);
create index auth_passkey_user_id_idx on auth_passkey (user_id);
create unique index auth_passkey_credential_id_idx on auth_passkey (credential_id);

-- A session is a device: of what kind, in one word, and what its person calls it. No address and no user agent is kept.
alter table auth_session add column device text;
alter table auth_session add column name text;

-- Where a second factor is demanded of everybody from coordinator upward. As in role: campaign_id null means all campaigns of the organisation.
create table factor_demand (
  id text primary key,
  organisation_id text not null references organisation (id),
  campaign_id uuid,
  set_by text references person (id),
  set_at timestamptz not null,
  unique nulls not distinct (organisation_id, campaign_id)
);

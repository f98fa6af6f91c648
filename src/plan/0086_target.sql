-- Whom tactics are to move: an institution of the campaign, or somebody who holds an office (in one, where that is known).
create table target (
  campaign_id uuid not null references campaign (id),
  id uuid not null,
  kind text not null check (kind in ('institution', 'person')),
  institution_id uuid,
  -- Null of an institution: it is called as the campaign calls it.
  name text,
  office text not null default '',
  -- [{"network": "x", "handle": "..."}]: public ones.
  handles jsonb not null default '[]',
  asked text not null default '',
  side text,
  -- The last of its stances; null: nobody has said yet.
  stance text check (stance in ('opposed', 'unmoved', 'wavering', 'moved')),
  retired_at timestamptz,
  created_by text not null references person (id),
  created_at timestamptz not null,
  version integer not null default 1,
  primary key (campaign_id, id),
  foreign key (campaign_id, institution_id) references institution (campaign_id, id),
  check ((kind = 'institution') = (name is null)),
  check (kind = 'person' or institution_id is not null)
);
create unique index target_institution on target (campaign_id, institution_id) where kind = 'institution';

-- Keys of contacts, wrapped; like author_key never part of the main backup: with its key a contact is gone from every older copy too.
create table target_key (
  campaign_id uuid not null,
  target_id uuid not null,
  wrapped bytea not null,
  primary key (campaign_id, target_id),
  foreign key (campaign_id, target_id) references target (campaign_id, id) on delete cascade
);

-- How a target is reached beside its public handles: sealed under its key, opened only by src/plan/target/door.ts.
create table target_contact (
  campaign_id uuid not null,
  target_id uuid not null,
  sealed bytea not null,
  primary key (campaign_id, target_id),
  foreign key (campaign_id, target_id) references target (campaign_id, id) on delete cascade
);

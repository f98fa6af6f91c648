-- What a campaign plans beyond its own row: goal, hashtags and languages stay in campaign.
create table plan (
  campaign_id uuid primary key references campaign (id),
  change_sought text not null default '',
  strategy text not null default '',
  -- Where times are typed and told unless somebody says otherwise (IANA).
  zone text not null default 'UTC',
  -- Not empty: the campaign must stay neutral, and the board keeps count of the sides shown.
  sides text[] not null default '{}',
  currency text not null default 'EUR',
  version integer not null default 1
);

-- What a member sets out to do, sealed under a key of the house: nobody else reads it, and it lies readable in no backup.
create table own_goal (
  campaign_id uuid not null references campaign (id),
  person_id text not null references person (id),
  sealed bytea not null,
  by_day date,
  changed_at timestamptz not null,
  version integer not null default 1,
  primary key (campaign_id, person_id)
);

create table check_in (
  campaign_id uuid not null,
  person_id text not null,
  id uuid not null,
  going text not null check (going in ('well', 'slowly', 'stuck', 'reached')),
  sealed bytea not null,
  at timestamptz not null,
  primary key (campaign_id, person_id, id),
  foreign key (campaign_id, person_id) references own_goal (campaign_id, person_id) on delete cascade
);

-- How far somebody is with the practice of a first shift.
create table practice (
  campaign_id uuid not null references campaign (id),
  person_id text not null references person (id),
  -- What they chose in the try that runs: {"<lesson>": "<choice>"}.
  answers jsonb not null default '{}',
  tries integer not null default 0,
  passed_at timestamptz,
  primary key (campaign_id, person_id)
);

-- Campaigns in which whoever is new begins with the practice.
create table practice_first (
  campaign_id uuid primary key references campaign (id),
  since timestamptz not null
);

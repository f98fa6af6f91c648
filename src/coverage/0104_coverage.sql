-- Something told while it happens: noted by one person, checked by a second, posted by a third.
create table coverage (
  campaign_id uuid not null references campaign (id),
  id uuid not null,
  title text not null,
  lead text not null default '',
  language text not null,
  hashtags text[] not null,
  zone text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  state text not null default 'planned' check (state in ('planned', 'running', 'over', 'published')),
  -- Nothing leaves before.
  embargo_until timestamptz,
  -- Nothing leaves sooner after it was noted: whoever it is about has time to be elsewhere.
  delay_minutes integer not null default 0 check (delay_minutes between 0 and 10080),
  -- STOP: nothing leaves and nothing of it is public until it is lifted.
  stopped_at timestamptz,
  stopped_by text references person (id),
  stop_reason text not null default '',
  version integer not null default 1,
  created_by text not null references person (id),
  created_at timestamptz not null,
  primary key (campaign_id, id),
  check (ends_at > starts_at)
);

-- The rota: who does what, from when to when.
create table coverage_turn (
  campaign_id uuid not null,
  id uuid not null,
  coverage_id uuid not null,
  part text not null check (part in ('scribe', 'checker', 'poster')),
  person_id text not null references person (id),
  from_at timestamptz not null,
  until_at timestamptz not null,
  primary key (campaign_id, id),
  foreign key (campaign_id, coverage_id) references coverage (campaign_id, id) on delete cascade,
  check (until_at > from_at)
);

-- Who speaks there, entered beforehand so that names and handles are right when there is no time.
create table coverage_speaker (
  campaign_id uuid not null,
  id uuid not null,
  coverage_id uuid not null,
  name text not null,
  office text not null default '',
  handles jsonb not null default '[]',
  version integer not null default 1,
  primary key (campaign_id, id),
  foreign key (campaign_id, coverage_id) references coverage (campaign_id, id) on delete cascade
);

create table coverage_entry (
  campaign_id uuid not null,
  id uuid not null,
  coverage_id uuid not null,
  -- The first entry of the thread that it belongs to; its own where it begins one.
  thread_id uuid not null,
  speaker_id uuid,
  kind text not null check (kind in ('quotation', 'paraphrase', 'observation')),
  text text not null,
  -- As the scribe tells it; what the delay counts from is noted_at, which nobody can choose.
  happened_at timestamptz not null,
  -- An embargo of its own.
  not_before timestamptz,
  picture boolean not null default false,
  alt text not null default '',
  state text not null default 'noted' check (state in ('noted', 'checked', 'dropped')),
  scribe_id text not null references person (id),
  noted_at timestamptz not null,
  checker_id text references person (id),
  checked_at timestamptz,
  taken_out_at timestamptz,
  version integer not null default 1,
  primary key (campaign_id, id),
  foreign key (campaign_id, coverage_id) references coverage (campaign_id, id) on delete cascade,
  foreign key (campaign_id, speaker_id) references coverage_speaker (campaign_id, id),
  check (state <> 'checked' or (checker_id is not null and checker_id <> scribe_id)),
  check (state <> 'checked' or not picture or alt <> '')
);
create index coverage_entry_coverage on coverage_entry (campaign_id, coverage_id, noted_at);

-- The text was given to one person for one network: exactly one, so that nothing is posted twice.
create table coverage_out (
  campaign_id uuid not null,
  entry_id uuid not null,
  network text not null,
  coverage_id uuid not null,
  person_id text not null references person (id),
  handed_at timestamptz not null,
  posted_at timestamptz,
  link text,
  primary key (campaign_id, entry_id, network),
  foreign key (campaign_id, entry_id) references coverage_entry (campaign_id, id) on delete cascade
);
create index coverage_out_coverage on coverage_out (campaign_id, coverage_id);

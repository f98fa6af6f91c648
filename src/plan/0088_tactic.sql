create table partner (
  campaign_id uuid not null references campaign (id),
  id uuid not null,
  name text not null,
  -- The point person: somebody with an account, or only a name.
  person_id text references person (id),
  person_name text not null default '',
  topics text[] not null default '{}',
  languages text[] not null default '{}',
  countries text[] not null default '{}',
  -- What they do each week.
  commitment text not null default '',
  side text,
  retired_at timestamptz,
  created_at timestamptz not null,
  version integer not null default 1,
  primary key (campaign_id, id)
);

-- Whether a partner did what it commits to, by the Monday of the week. No row: nobody has said.
create table partner_week (
  campaign_id uuid not null,
  partner_id uuid not null,
  week date not null,
  done boolean not null,
  person_id text not null references person (id),
  at timestamptz not null,
  primary key (campaign_id, partner_id, week),
  foreign key (campaign_id, partner_id) references partner (campaign_id, id) on delete cascade
);

-- What a hashtag of the campaign is beside its letters: which language it speaks, and that it was running before.
create table hashtag (
  campaign_id uuid not null references campaign (id),
  tag text not null,
  language text,
  adopted_at timestamptz,
  adopted_by text references person (id),
  primary key (campaign_id, tag)
);

-- What is done, online or offline.
create table tactic (
  campaign_id uuid not null references campaign (id),
  id uuid not null,
  kind text not null,
  lane text not null check (lane in ('online', 'offline')),
  title text not null,
  -- Why it was chosen.
  why text not null default '',
  leader_id text references person (id),
  partner_id uuid,
  moment_id uuid,
  -- As clocks on the wall of the zone show it; null: no date yet.
  starts_wall text check (starts_wall ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d$'),
  ends_wall text check (ends_wall ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d$'),
  zone text not null,
  starts_at timestamptz,
  ends_at timestamptz,
  resources text not null default '',
  -- In whole units of the plan's currency.
  cost integer check (cost >= 0),
  side text,
  state text not null default 'planned' check (state in ('planned', 'running', 'done', 'dropped')),
  verdict text check (verdict in ('met', 'mixed', 'missed', 'unclear')),
  because text,
  judged_by text references person (id),
  judged_at timestamptz,
  -- The plan it was made from.
  template text,
  created_by text not null references person (id),
  created_at timestamptz not null,
  version integer not null default 1,
  primary key (campaign_id, id),
  foreign key (campaign_id, moment_id) references moment (campaign_id, id),
  foreign key (campaign_id, partner_id) references partner (campaign_id, id),
  check ((starts_at is null) = (starts_wall is null)),
  check ((ends_at is null) = (ends_wall is null)),
  check (ends_at is null or starts_at <= ends_at),
  check (verdict is null or (because <> '' and judged_by is not null))
);
create index tactic_starts on tactic (campaign_id, starts_at);

create table tactic_target (
  campaign_id uuid not null,
  tactic_id uuid not null,
  target_id uuid not null,
  primary key (campaign_id, tactic_id, target_id),
  foreign key (campaign_id, tactic_id) references tactic (campaign_id, id) on delete cascade,
  foreign key (campaign_id, target_id) references target (campaign_id, id)
);

-- By what a tactic is judged: an indicator, a threshold, a window.
create table aim (
  campaign_id uuid not null,
  id uuid not null,
  tactic_id uuid not null,
  indicator text not null,
  -- The aim as a sentence.
  words text not null default '',
  threshold integer not null check (threshold > 0),
  -- The hashtag that is counted; null: all posts of the campaign.
  tag text,
  -- Null: from the beginning to the end of the tactic.
  from_at timestamptz,
  until_at timestamptz,
  -- What was found, when; counted by a person where `counted_by` is set, with where they have it from.
  figure integer check (figure >= 0),
  figure_at timestamptz,
  -- Of how much of it is known what is counted (posts that say where they are): the blind spot as a number.
  known integer,
  whole integer,
  source text,
  counted_by text references person (id),
  created_at timestamptz not null,
  version integer not null default 1,
  primary key (campaign_id, id),
  foreign key (campaign_id, tactic_id) references tactic (campaign_id, id) on delete cascade
);
create index aim_tactic on aim (campaign_id, tactic_id);

-- What has to be done for a tactic, by a day.
create table task (
  campaign_id uuid not null,
  id uuid not null,
  tactic_id uuid not null,
  title text not null,
  due_on date,
  person_id text references person (id),
  done_at timestamptz,
  created_at timestamptz not null,
  version integer not null default 1,
  primary key (campaign_id, id),
  foreign key (campaign_id, tactic_id) references tactic (campaign_id, id) on delete cascade
);
create index task_tactic on task (campaign_id, tactic_id);

-- What a target did after an action, with where it can be seen.
create table response (
  campaign_id uuid not null,
  id uuid not null,
  target_id uuid not null,
  tactic_id uuid,
  said text not null,
  evidence text not null check (evidence in ('post', 'link', 'note')),
  post_id uuid,
  link text,
  note text,
  -- When the target did it.
  at timestamptz not null,
  person_id text not null references person (id),
  created_at timestamptz not null,
  -- The post that it was seen in was taken back: its words are gone, the fact stays.
  withdrawn boolean not null default false,
  primary key (campaign_id, id),
  foreign key (campaign_id, target_id) references target (campaign_id, id) on delete cascade,
  foreign key (campaign_id, tactic_id) references tactic (campaign_id, id)
);
create index response_target on response (campaign_id, target_id, at);
create index response_post on response (campaign_id, post_id) where post_id is not null;

-- Where a target stood, from when on, and by what one knows.
create table stance (
  campaign_id uuid not null,
  id uuid not null,
  target_id uuid not null,
  stance text not null check (stance in ('opposed', 'unmoved', 'wavering', 'moved')),
  because text not null,
  response_id uuid,
  at timestamptz not null,
  person_id text not null references person (id),
  created_at timestamptz not null,
  primary key (campaign_id, id),
  foreign key (campaign_id, target_id) references target (campaign_id, id) on delete cascade,
  foreign key (campaign_id, response_id) references response (campaign_id, id) on delete cascade
);
create index stance_target on stance (campaign_id, target_id, at);

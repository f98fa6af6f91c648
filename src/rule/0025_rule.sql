-- What holds statements aside: made by people (mute, ban) or by counting (flood). Rows are never removed; words in them go when nobody says them any more.
create table rule (
  campaign_id uuid not null references campaign (id),
  id uuid not null,
  box text not null check (box in ('mute', 'ban', 'flood')),
  kind text not null check (kind in ('search', 'sender', 'phrase', 'link', 'host', 'hashtag', 'template')),
  -- Phrase, link, host or hashtag in the form that is looked for; null where there is none, or where its words were withdrawn.
  value text,
  -- Of a search: the query keys of the desk.
  filter jsonb,
  -- Of a sender: the blind index, never an address.
  author_id uuid,
  -- Of a template: hashes of the turns of phrase that its texts share.
  marks integer[],
  reason text,
  -- proposed: acts on nothing yet. on: takes what arrives. over: takes nothing more and holds what it has. off: holds nothing.
  state text not null check (state in ('proposed', 'on', 'over', 'off')),
  -- Null: made by counting.
  made_by text references person (id),
  made_at timestamptz not null,
  -- Who switched it last; null: the clock, or a withdrawal.
  changed_by text references person (id),
  changed_at timestamptz not null,
  expires_at timestamptz,
  -- Of a flood: what was said before is not part of it, and when something of it last arrived.
  since timestamptz,
  last_at timestamptz,
  -- What is still to be done with what waits (sweep) or with what it held (release), and how far that is.
  pending text check (pending in ('sweep', 'release')),
  done_to uuid,
  primary key (campaign_id, id)
);

-- One row for each rule that holds a statement aside; a statement is aside exactly as long as it has one.
create table aside (
  campaign_id uuid not null,
  statement_id uuid not null,
  rule_id uuid not null,
  at timestamptz not null,
  -- For who says it, not for what: a post of somebody else brings it back.
  by_sender boolean not null,
  -- Told in urgent words or at first hand.
  urgent boolean not null,
  primary key (campaign_id, statement_id, rule_id),
  foreign key (campaign_id, statement_id) references statement (campaign_id, id) on delete cascade
);
create index aside_rule on aside (campaign_id, rule_id, statement_id);
create index aside_urgent on aside (campaign_id, at) where urgent;

-- Statements that a rule has put aside, by day (UTC).
create table rule_day (
  campaign_id uuid not null,
  rule_id uuid not null,
  day date not null,
  statements integer not null,
  primary key (campaign_id, rule_id, day)
);

-- What people found when they looked at a sample. Whatever was wanted once is never put aside again.
create table rule_verdict (
  campaign_id uuid not null,
  statement_id uuid not null,
  rule_id uuid not null,
  verdict text not null check (verdict in ('noise', 'wanted')),
  person_id text not null references person (id),
  at timestamptz not null,
  -- The rules that held it, to be taken back.
  held_by uuid[] not null default '{}',
  primary key (campaign_id, statement_id, rule_id)
);
create index rule_verdict_rule on rule_verdict (campaign_id, rule_id);

-- One row a campaign that ever had a rule or limits of its own. version: raised by each change of a rule; what is kept in memory goes by it.
create table rule_setting (
  campaign_id uuid primary key references campaign (id),
  version bigint not null default 0,
  -- Within so many minutes as many posts of a sender, statements with a link, statements of one template are a flood; 0: never.
  minutes integer not null default 10,
  sender integer not null default 20,
  link integer not null default 200,
  template integer not null default 60
);

-- Sources that said much lately, by window of time. Hashed; kept for a day.
create table flood_count (
  campaign_id uuid not null,
  source bigint not null,
  span bigint not null,
  -- Posts of a sender; statements with a link or a turn of phrase.
  said integer not null,
  at timestamptz not null,
  primary key (campaign_id, source, span)
);

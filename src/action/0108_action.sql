-- What the public can do with a name or in their own: a page with a petition to sign, or a letter or post to write to a target.
create table action (
  campaign_id uuid not null references campaign (id),
  id uuid not null,
  -- Stands in its address.
  key text not null,
  kind text not null check (kind in ('petition', 'letter', 'post')),
  tactic_id uuid,
  -- Whom it is to move.
  target_id uuid,
  -- By language: {"title", "lead", "subject", "thanks"}.
  words jsonb not null,
  -- Of letters: the public address of the office. A letter is sent by whoever writes it, from their own program.
  write_to text,
  -- Texts of letters and posts.
  bank_id uuid,
  -- A target gets at most so many an hour.
  per_hour integer not null default 60,
  goal integer,
  state text not null check (state in ('draft', 'open', 'closed', 'won')),
  -- How it ended, in the words of the campaign; by language.
  outcome jsonb not null default '{}',
  version integer not null default 1,
  created_by text references person (id),
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (campaign_id, id),
  unique (campaign_id, key),
  foreign key (campaign_id, tactic_id) references tactic (campaign_id, id),
  foreign key (campaign_id, target_id) references target (campaign_id, id),
  foreign key (campaign_id, bank_id) references bank (campaign_id, id)
);

-- One name under a petition.
create table signature (
  campaign_id uuid not null,
  -- That of the form: sent twice it is one signature.
  id uuid not null,
  action_id uuid not null,
  -- asked: a mail asked whether the address is theirs. Only what is confirmed counts.
  state text not null check (state in ('asked', 'confirmed')),
  -- Keyed hash of the address: one address signs once.
  mail_key bytea not null,
  -- Name, address and place, under a key of their own.
  sealed bytea not null,
  -- Their name as the page shows it, where they said it may.
  shown_name text,
  -- Their name goes to the target with the petition; without it they are counted.
  passes boolean not null,
  language text not null,
  outgoing uuid[] not null default '{}',
  signed_at timestamptz not null,
  confirmed_at timestamptz,
  primary key (campaign_id, id),
  unique (campaign_id, action_id, mail_key),
  foreign key (campaign_id, action_id) references action (campaign_id, id)
);
create index signature_confirmed on signature (campaign_id, action_id, confirmed_at) where state = 'confirmed';
create index signature_asked on signature (campaign_id, signed_at) where state = 'asked';

-- A petition as it was handed over; what was delivered is not changed by who takes their name back afterwards.
create table handover (
  campaign_id uuid not null,
  id uuid not null,
  action_id uuid not null,
  signatures integer not null,
  named integer not null,
  sha256 bytea not null,
  made_by text not null references person (id),
  made_at timestamptz not null,
  primary key (campaign_id, id),
  foreign key (campaign_id, action_id) references action (campaign_id, id)
);

-- Somebody's turn to write: which text, and not before when. Nothing of who they are.
create table letter_turn (
  campaign_id uuid not null,
  id uuid not null,
  action_id uuid not null,
  variant_id uuid,
  due_at timestamptz not null,
  -- They opened the text in their own program or network.
  tapped_at timestamptz,
  created_at timestamptz not null,
  primary key (campaign_id, id),
  foreign key (campaign_id, action_id) references action (campaign_id, id)
);
create index letter_turn_due on letter_turn (campaign_id, action_id, due_at);

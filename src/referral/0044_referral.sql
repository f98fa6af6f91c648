-- Those to whom a person's case may be handed: lawyers, helplines, clinics.
create table helper (
  campaign_id uuid not null references campaign (id),
  id uuid not null,
  name text not null,
  kind text not null check (kind in ('lawyer', 'helpline', 'clinic', 'shelter', 'other')),
  languages text[] not null default '{}',
  region text not null default '',
  email text,
  phone text,
  note text not null default '',
  version integer not null default 1,
  retired_at timestamptz,
  created_at timestamptz not null,
  primary key (campaign_id, id)
);

-- One person's case handed to a helper with that person's consent, until its end. What was passed on is in the message, which is emptied when it has left.
create table referral (
  campaign_id uuid not null,
  id uuid not null,
  -- Null once nobody says the statement any more.
  statement_id uuid,
  post_id uuid not null,
  helper_id uuid not null,
  person_id text not null references person (id),
  passes text[] not null,
  way text not null check (way in ('email', 'phone')),
  consent_how text not null check (consent_how in ('in-person', 'call', 'message', 'receipt')),
  consent_at timestamptz not null,
  -- Theirs; gone when they take the post back.
  consent_words text,
  -- ready: to be handed over by phone. stopped: taken back by its sender.
  state text not null check (state in ('ready', 'offered', 'accepted', 'in-hand', 'closed', 'stopped')),
  outgoing_id uuid,
  offered_at timestamptz,
  -- By when the next step is expected.
  due_at timestamptz not null,
  outcome text,
  -- Taken back after it was handed over, and the helper has no address of e-mail: a person tells them.
  tell_stop boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null,
  primary key (campaign_id, id),
  foreign key (campaign_id, helper_id) references helper (campaign_id, id)
);
create index referral_due on referral (campaign_id, state, due_at);
create index referral_post on referral (campaign_id, post_id);
create index referral_statement on referral (campaign_id, statement_id);

create table referral_event (
  campaign_id uuid not null,
  id uuid not null,
  referral_id uuid not null,
  -- The state that it came to, or told: the helper knows that it was taken back.
  kind text not null,
  -- Null: its sender.
  person_id text references person (id),
  at timestamptz not null,
  primary key (campaign_id, id),
  foreign key (campaign_id, referral_id) references referral (campaign_id, id) on delete cascade
);
create index referral_event_referral on referral_event (campaign_id, referral_id, at);

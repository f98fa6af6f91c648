-- Which of several wordings brings more people to a link. What counts, how units are drawn and when it ends is said before it begins, and not changed after.
create table trial (
  campaign_id uuid not null references campaign (id),
  id uuid not null,
  link_id uuid not null,
  -- The bank that its wordings come from, where they do; the one that won goes back into it.
  bank_id uuid,
  name text not null,
  -- sharer: each person who passes the link on gets one wording; slot: each stretch of time gets one.
  unit text not null check (unit in ('sharer', 'slot')),
  -- Taps on a unit's own code are counted for so long, from when it was handed out or from when its slot begins.
  window_minutes integer not null,
  begins_at timestamptz not null,
  ends_at timestamptz not null,
  state text not null check (state in ('running', 'won', 'undecided', 'stopped')),
  -- Place of the arm that won.
  winner integer,
  decided_at timestamptz,
  created_by text references person (id),
  created_at timestamptz not null,
  version integer not null default 1,
  primary key (campaign_id, id),
  foreign key (campaign_id, link_id) references short_link (campaign_id, id),
  foreign key (campaign_id, bank_id) references bank (campaign_id, id)
);

create table trial_arm (
  campaign_id uuid not null,
  trial_id uuid not null,
  place integer not null,
  text text not null,
  variant_id uuid,
  primary key (campaign_id, trial_id, place),
  foreign key (campaign_id, trial_id) references trial (campaign_id, id),
  foreign key (campaign_id, variant_id) references variant (campaign_id, id)
);

-- In blocks of as many as there are arms, each arm once in a drawn order.
create table trial_unit (
  campaign_id uuid not null,
  trial_id uuid not null,
  number integer not null,
  arm integer not null,
  code text not null,
  begins_at timestamptz not null,
  matures_at timestamptz not null,
  -- Taps within the window, counted once it is over; null before.
  taps integer,
  primary key (campaign_id, trial_id, number),
  foreign key (campaign_id, trial_id) references trial (campaign_id, id),
  foreign key (campaign_id, code) references short_link_code (campaign_id, code)
);
create index trial_unit_open on trial_unit (campaign_id, matures_at) where taps is null;

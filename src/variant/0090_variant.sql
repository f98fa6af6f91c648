-- A bank of texts that people post in their own name: one saying in many wordings, for what is carried out together.
create table bank (
  campaign_id uuid not null references campaign (id),
  id uuid not null,
  name text not null,
  -- Without the #; each text carries at least one of them.
  hashtags text[] not null,
  -- Goes up with every change to it or to one of its texts: what a process keeps of them is kept under it.
  version integer not null default 1,
  created_by text references person (id),
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (campaign_id, id)
);

create table variant (
  campaign_id uuid not null,
  id uuid not null,
  bank_id uuid not null,
  language text not null,
  -- Networks it is meant for; empty: every one.
  networks text[] not null,
  text text not null,
  -- A link that goes with it: each network places and counts it in its own way.
  link text,
  -- Not given to anybody any more; kept for what was posted with it.
  out_at timestamptz,
  version integer not null default 1,
  created_by text references person (id),
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (campaign_id, id),
  foreign key (campaign_id, bank_id) references bank (campaign_id, id)
);
create index variant_bank on variant (campaign_id, bank_id, created_at);

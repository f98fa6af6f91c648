-- How large a share of decided statements is looked at once more.
create table blind_share (
  campaign_id uuid primary key references campaign (id),
  share double precision not null check (share >= 0 and share <= 1),
  changed_by text not null references person (id),
  changed_at timestamptz not null
);

-- A decision that another person makes once more without knowing the first; it changes nothing but the figures of agreement.
create table blind (
  campaign_id uuid not null,
  deed_id uuid not null,
  statement_id uuid not null,
  -- What was decided, as it was at that time.
  first_id text not null references person (id),
  first_kind text not null,
  first_reason text,
  first_area uuid,
  drawn_at timestamptz not null,
  -- Who has it now, until when; and who decided.
  second_id text references person (id),
  until timestamptz,
  second_kind text,
  second_reason text,
  second_area uuid,
  decided_at timestamptz,
  -- Where the two differ: what a coordinator holds for right.
  settled text check (settled in ('first', 'second', 'both', 'neither')),
  settled_by text references person (id),
  settled_at timestamptz,
  primary key (campaign_id, deed_id),
  foreign key (campaign_id, deed_id) references deed (campaign_id, id) on delete cascade,
  foreign key (campaign_id, statement_id) references statement (campaign_id, id) on delete cascade
);
create index blind_due on blind (campaign_id, drawn_at) where decided_at is null;
create index blind_decided on blind (campaign_id, decided_at);
create index blind_statement on blind (campaign_id, statement_id);

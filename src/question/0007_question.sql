create table question (
  campaign_id uuid not null references campaign (id),
  id uuid not null,
  -- Counted up within the campaign; with the issue area's key it makes the reference in a dossier.
  number integer not null,
  -- Written or confirmed by a person; null: not worded yet, counted but not published.
  wording text,
  worded_by text references person (id),
  language text,
  issue_area_id uuid,
  created_at timestamptz not null,
  version integer not null default 1,
  primary key (campaign_id, id),
  foreign key (campaign_id, issue_area_id) references issue_area (campaign_id, id)
);

create table question_statement (
  campaign_id uuid not null,
  question_id uuid not null,
  statement_id uuid not null,
  deed_id uuid not null,
  primary key (campaign_id, question_id, statement_id),
  foreign key (campaign_id, question_id) references question (campaign_id, id) on delete cascade,
  foreign key (campaign_id, statement_id) references statement (campaign_id, id) on delete cascade
);
create index question_statement_statement on question_statement (campaign_id, statement_id);

-- Which words ask the same, learned from what people have joined to questions. Holds hashes, no words; removed whenever words are withdrawn, and learned anew.
create table alike_model (
  campaign_id uuid primary key references campaign (id),
  trained_at timestamptz not null,
  -- Statements and questions that it was learned from; of those guessed unseen, how many had theirs among the first five.
  statements integer not null,
  questions integer not null,
  judged integer not null,
  found integer not null,
  curve jsonb not null,
  model bytea not null,
  -- Statements up to this number have been looked at with it.
  applied bigint not null default 0
);

-- Statements that may ask a question in other words: suggested, until a person says so or otherwise.
create table alike (
  campaign_id uuid not null,
  question_id uuid not null,
  statement_id uuid not null,
  confidence real not null,
  primary key (campaign_id, question_id, statement_id),
  foreign key (campaign_id, question_id) references question (campaign_id, id) on delete cascade,
  foreign key (campaign_id, statement_id) references statement (campaign_id, id) on delete cascade
);
create index alike_statement on alike (campaign_id, statement_id);

-- Somebody has looked and said that it asks something else: it is not suggested again.
create table alike_refused (
  campaign_id uuid not null,
  question_id uuid not null,
  statement_id uuid not null,
  person_id text not null references person (id),
  at timestamptz not null,
  primary key (campaign_id, question_id, statement_id),
  foreign key (campaign_id, question_id) references question (campaign_id, id) on delete cascade,
  foreign key (campaign_id, statement_id) references statement (campaign_id, id) on delete cascade
);
create index alike_refused_statement on alike_refused (campaign_id, statement_id);

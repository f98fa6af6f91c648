-- Claims that ran out without a sign of life: what a rehearsal tells of, and who it was that needed help. Growing.
create table claim_ran_out (
  campaign_id uuid not null,
  statement_id uuid not null,
  person_id text not null references person (id),
  at timestamptz not null,
  primary key (campaign_id, statement_id, person_id, at),
  foreign key (campaign_id, statement_id) references statement (campaign_id, id) on delete cascade
);

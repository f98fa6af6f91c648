-- Who has a desk open, and at which statement they look: short-lived, one row an open page. Opening is not claiming.
create table looking (
  campaign_id uuid not null,
  -- Made by the page.
  id uuid not null,
  person_id text not null references person (id),
  statement_id uuid,
  until timestamptz not null,
  primary key (campaign_id, id),
  foreign key (campaign_id, statement_id) references statement (campaign_id, id) on delete cascade
);
create index looking_statement on looking (campaign_id, statement_id);

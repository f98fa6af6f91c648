-- Who judged how the author of a post knows, and when; what counts now stands with the post (post.judged).
create table judgement (
  campaign_id uuid not null,
  id uuid not null,
  post_id uuid not null,
  person_id text not null references person (id),
  hand text check (hand in ('lived', 'saw', 'heard')),
  at timestamptz not null,
  primary key (campaign_id, id)
);
create index judgement_post on judgement (campaign_id, post_id, at);

-- A statement that tells at second hand what another one tells at first hand.
create table second_hand (
  campaign_id uuid not null,
  statement_id uuid not null,
  first_id uuid not null,
  person_id text not null references person (id),
  at timestamptz not null,
  primary key (campaign_id, statement_id),
  foreign key (campaign_id, statement_id) references statement (campaign_id, id) on delete cascade,
  foreign key (campaign_id, first_id) references statement (campaign_id, id) on delete cascade
);
create index second_hand_first on second_hand (campaign_id, first_id);

-- People who share an inbox: what is handed on to a group waits for it (statement.group_id) until one of them takes it.
create table desk_group (
  campaign_id uuid not null references campaign (id),
  id uuid not null,
  name text not null,
  created_at timestamptz not null,
  primary key (campaign_id, id)
);
create unique index desk_group_name on desk_group (campaign_id, lower(name));

create table group_member (
  campaign_id uuid not null,
  group_id uuid not null,
  person_id text not null references person (id),
  primary key (campaign_id, group_id, person_id),
  foreign key (campaign_id, group_id) references desk_group (campaign_id, id) on delete cascade
);
create index group_member_person on group_member (campaign_id, person_id);

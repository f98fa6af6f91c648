-- Where the questions of a chat go out by themselves when they are asked: chosen by one person, let go for the chat as a whole by another.
create table publication_chat (
  campaign_id uuid not null,
  chat_id uuid not null,
  -- [{"network": "mastodon", "account": id}]; without an account a person posts it.
  parts jsonb not null,
  chosen_by text not null references person (id),
  chosen_at timestamptz not null,
  approved_by text references person (id),
  approved_at timestamptz,
  version integer not null default 1,
  primary key (campaign_id, chat_id),
  foreign key (campaign_id, chat_id) references chat (campaign_id, id) on delete cascade,
  check (approved_by is null or approved_by <> chosen_by)
);

-- The question that a publication asks: where it can be seen is told to the chat.
alter table publication add column chat_id uuid;
alter table publication add column question_id uuid;
create index publication_question on publication (campaign_id, question_id) where question_id is not null;

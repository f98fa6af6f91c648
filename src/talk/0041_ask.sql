-- A question of ours to the sender of a post, and what came of it. Its words go when the sender takes the post back.
create table ask (
  campaign_id uuid not null,
  id uuid not null,
  statement_id uuid not null,
  -- Whose sender is asked.
  post_id uuid not null,
  person_id text not null references person (id),
  text text not null,
  language text not null,
  -- The mail that carries it; null: it stands on the sender's receipt page only.
  outgoing_id uuid,
  -- An answer replies to the id of this row (post.reply_to); what is simply added to the sender's receipt replies to this.
  receipt_key text,
  state text not null default 'open' check (state in ('open', 'answered', 'unanswered')),
  asked_at timestamptz not null,
  -- Nothing came until then: it ends unanswered and the statement waits again.
  due_at timestamptz not null,
  answer_post_id uuid,
  answered_at timestamptz,
  primary key (campaign_id, id),
  foreign key (campaign_id, statement_id) references statement (campaign_id, id) on delete cascade
);
create index ask_statement on ask (campaign_id, statement_id);
create index ask_post on ask (campaign_id, post_id);
create index ask_open on ask (campaign_id, due_at) where state = 'open';

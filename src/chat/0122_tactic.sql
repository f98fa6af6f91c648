-- The tactic of the plan that a chat carries out.
alter table chat add column tactic_id uuid;
alter table chat add foreign key (campaign_id, tactic_id) references tactic (campaign_id, id);
create index chat_tactic on chat (campaign_id, tactic_id) where tactic_id is not null;

-- The tactic of the plan that a link serves: its taps are a figure of the tactic's aims.
alter table short_link add column tactic_id uuid;
alter table short_link add foreign key (campaign_id, tactic_id) references tactic (campaign_id, id);
create index short_link_tactic on short_link (campaign_id, tactic_id) where tactic_id is not null;

-- The tactic of the plan that a coverage carries out.
alter table coverage add column tactic_id uuid;
alter table coverage add foreign key (campaign_id, tactic_id) references tactic (campaign_id, id);
create index coverage_tactic on coverage (campaign_id, tactic_id) where tactic_id is not null;

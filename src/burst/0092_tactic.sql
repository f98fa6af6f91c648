-- The tactic of the plan that a burst carries out: its targets' responses are marked in the burst's time.
alter table burst add column tactic_id uuid;
alter table burst add foreign key (campaign_id, tactic_id) references tactic (campaign_id, id);
create index burst_tactic on burst (campaign_id, tactic_id) where tactic_id is not null;

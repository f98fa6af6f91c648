-- The tactic of the plan that repeating it serves: taps are a figure of the tactic's aims.
alter table amplify_post add column tactic_id uuid;
alter table amplify_post add foreign key (campaign_id, tactic_id) references tactic (campaign_id, id);
create index amplify_post_tactic on amplify_post (campaign_id, tactic_id) where tactic_id is not null;
-- When its first and its last tap were, once the taps themselves are gone: whether a window holds all of them.
alter table amplify_post add column first_tap_at timestamptz;
alter table amplify_post add column last_tap_at timestamptz;

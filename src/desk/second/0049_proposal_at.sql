create index proposal_at on proposal (campaign_id, at);

create index statement_place on statement (campaign_id, lat, lon) where lat is not null;

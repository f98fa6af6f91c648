-- Where posts were told from, for the search by place, answered from the index alone: few have one.
create index post_place on post (campaign_id, lat, lon, id) where lat is not null and withdrawn_at is null;

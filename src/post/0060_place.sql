-- Where posts were told from, for the search by place: few have one.
create index post_place on post (campaign_id, lat, lon) where lat is not null;

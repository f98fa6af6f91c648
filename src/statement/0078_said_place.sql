-- The search by place asks statements, not their posts (docs/decisions/0018): of a town that many write from it read every post.
create index statement_said_place on statement (campaign_id, said_lat, said_lon) where said_lat is not null;
drop index post_place;

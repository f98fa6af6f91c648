-- cannot be undone: a statement may have several rows from now on, and the older key takes one.
-- The two ends that a link was made between, whatever statements these have become part of since: a link goes back with them when such a
-- join is taken apart. Of a statement with several links its own counts.
alter table second_hand add column origin uuid;
alter table second_hand add column first_origin uuid;
update second_hand set origin = statement_id, first_origin = first_id;
alter table second_hand alter column origin set not null;
alter table second_hand alter column first_origin set not null;
alter table second_hand drop constraint second_hand_pkey;
alter table second_hand add primary key (campaign_id, statement_id, origin);

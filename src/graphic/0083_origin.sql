-- cannot be undone: a statement may have several rows from now on, and the older key takes one.
-- One row for each statement that said so, whatever it has become part of since: what it said goes back with it when that is taken apart.
alter table graphic_mark add column origin uuid;
update graphic_mark set origin = statement_id;
alter table graphic_mark alter column origin set not null;
alter table graphic_mark drop constraint graphic_mark_pkey;
alter table graphic_mark add primary key (campaign_id, statement_id, origin);

-- The channels on which a message went out; on open screens an alarm rings by itself.
alter table alarm_told add column channels text[] not null default '{}';
update alarm_told set channels = '{email}' where outgoing_id is not null;

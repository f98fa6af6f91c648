-- A note is about a statement, or about an incident. No foreign key to what a later slice keeps: that takes its notes away itself.
alter table note alter column statement_id drop not null;
alter table note add column incident_id uuid;
alter table note add constraint note_about check ((statement_id is null) <> (incident_id is null));
create index note_incident on note (campaign_id, incident_id) where incident_id is not null;

-- A campaign that is younger than the statistics is, to the planner, one without rows: every index that begins with the campaign then looks as
-- good as the right one, and each claim read all decisions of its campaign (docs/decisions/0018; src/statement/0066_statistics.sql).
alter table claim alter column campaign_id set statistics 0;
alter table deed alter column campaign_id set statistics 0;
alter table note alter column campaign_id set statistics 0;
alter table proposal alter column campaign_id set statistics 0;
create index note_statement on note (campaign_id, statement_id, at);

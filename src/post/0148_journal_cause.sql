-- Why somebody's posts went: null where they took them back or had them erased, 'retention' where their time was over.
-- post_id names a post, or what else its author left behind under an id of its own (a signature, a pledge).
alter table journal add column cause text check (cause in ('retention'));
-- Who looked at what came with a post: asked by its author, and by the coordinator's list.
create index audit_subject on audit (campaign_id, subject) where subject is not null;
create index audit_at on audit (campaign_id, at);

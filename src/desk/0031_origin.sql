-- The statement on which it was done, where that became part of another: should the two be taken apart again, it goes back.
alter table deed add column origin uuid;
alter table note add column origin uuid;

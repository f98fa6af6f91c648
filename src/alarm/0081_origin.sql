-- The statement that an alarm was raised for, once that became part of another: it goes back there when the two are taken apart.
alter table alarm add column origin uuid;

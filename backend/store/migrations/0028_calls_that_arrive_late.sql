-- A call that was given up without an answer may reach its PSP later: until then what it works for is looked at again.
alter table operation add column lost_at timestamptz;

-- A lease is beside the time at which a job is due and in no index: a claim updates the job's row in its own page and
-- touches none of the table's indexes. Claimed jobs stay in front of their queue, where claims pass over them; there
-- are never more than the lanes have room for. A job that is born under lease is due when that is over.
drop index job_due, job_turn, job_retry;
alter table job add column lease_until timestamptz not null default '-infinity'; -- nobody holds it
create index job_due on job (psp_account, priority, due_at) where state = 'queued';
create index job_turn on job (psp_account, seller, due_at) where state = 'queued' and priority = 0;
create index job_retry on job (due_at, job_id) where state = 'queued' and (attempts > 0 or asks > 0);

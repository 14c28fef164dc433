-- Events are sealed a batch at a time: each carries the hash of its own content, and a seal chains the hashes of its
-- batch to the seal before. Altered, removed or reordered events are found as before; a batch is one statement now.

create table event_seal (
  position bigint primary key, -- of the last event it seals; it begins behind the seal before
  hash     bytea not null check (length(hash) = 32)
);
create trigger event_seal_append_only before update or delete or truncate on event_seal
  for each statement execute function refuse_change();
grant select, insert on event_seal to paydesk_app;

-- The hash of one event's content. No part but the last can contain a unit separator.
create function event_digest(event_position bigint, at timestamptz, kind text, subject_kind text, subject_id text,
                             payment_id uuid, payload text) returns bytea
language sql stable parallel safe as $$
  select sha256(convert_to(concat_ws(chr(31), event_position, extract(epoch from at), kind, subject_kind, subject_id,
                                     coalesce(payment_id::text, ''), payload), 'UTF8'))
$$;

-- Where the chain of seals begins: zeros, or the head of the events that were chained one by one before.
create table event_origin (
  only_row boolean primary key default true check (only_row),
  hash     bytea not null check (length(hash) = 32)
);
insert into event_origin (hash) select hash from event_head;
grant select on event_origin to paydesk_app;

alter table event disable trigger event_append_only;
update event set hash = event_digest(position, at, kind, subject_kind, subject_id, payment_id, payload);
alter table event enable trigger event_append_only;
insert into event_seal (position, hash)
select h.position, sha256(h.hash || (select string_agg(e.hash, ''::bytea order by e.position) from event e))
  from event_head h where h.position > 0;
update event_head h set hash = s.hash from event_seal s where s.position = h.position;

-- Moves at most `most` committed rows; answers how many. The caller holds the publisher's advisory lock.
-- A delete answers in no order of its own; what one transaction wrote must stay in the order it wrote it.
create or replace function publish_events(most int) returns int language plpgsql as $$
declare
  head event_head;
  last bigint;
begin
  select * into head from event_head for update;
  with taken as (
    delete from outbox where outbox_id = any (array(select outbox_id from outbox order by outbox_id limit most))
    returning *),
  numbered as (
    select head.position + row_number() over (order by outbox_id) as position, at, kind, subject_kind, subject_id,
           payment_id, payload
      from taken),
  made as (
    insert into event (position, at, kind, subject_kind, subject_id, payment_id, payload, hash)
    select n.*, event_digest(n.position, n.at, n.kind, n.subject_kind, n.subject_id, n.payment_id, n.payload)
      from numbered n
    returning position, hash)
  insert into event_seal (position, hash)
  select max(position), sha256(head.hash || string_agg(hash, ''::bytea order by position))
    from made having count(*) > 0
  returning position into last;
  if last is null then
    return 0;
  end if;
  update event_head h set position = s.position, hash = s.hash from event_seal s where s.position = last;
  perform pg_notify('paydesk_events', last::text);
  return (last - head.position)::int;
end $$;
drop function event_hash;

-- Transactions insert into outbox; one publisher moves committed rows to event, dense, in order and chained.

create table outbox (
  outbox_id    bigint generated always as identity primary key,
  at           timestamptz not null,
  kind         text not null,
  subject_kind text not null,
  subject_id   text not null,
  payment_id   uuid,
  payload      text not null default '{}'
);
alter table outbox set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);

create table event (
  position     bigint primary key,
  at           timestamptz not null,
  kind         text not null,
  subject_kind text not null,
  subject_id   text not null,
  payment_id   uuid,
  payload      text not null,
  hash         bytea not null
);
create index event_payment on event (payment_id, position) where payment_id is not null;
create trigger event_append_only before update or delete or truncate on event
  for each statement execute function refuse_change();

-- Position 0 with a zero hash before the first event.
create table event_head (
  only_row boolean primary key default true check (only_row),
  position bigint not null,
  hash     bytea not null
);
insert into event_head (position, hash) values (0, decode(repeat('00', 32), 'hex'));

-- The bytes of an event that its hash covers, chained to the hash before it.
create function event_hash(previous bytea, event_position bigint, at timestamptz, kind text, subject_kind text,
                           subject_id text, payment_id uuid, payload text) returns bytea
language sql stable as $$
  select sha256(previous || convert_to(jsonb_build_array(event_position, extract(epoch from at)::text, kind,
                subject_kind, subject_id, coalesce(payment_id::text, ''), payload)::text, 'UTF8'))
$$;

-- Moves at most `most` committed rows; answers how many. The caller holds the publisher's advisory lock.
create function publish_events(most int) returns int language plpgsql as $$
declare
  head event_head;
  waiting outbox;
  moved int := 0;
begin
  select * into head from event_head for update;
  -- A delete answers in no order of its own; what one transaction wrote must stay in the order it wrote it.
  for waiting in with taken as (delete from outbox where outbox_id in
        (select outbox_id from outbox order by outbox_id limit most) returning *)
      select * from taken order by outbox_id loop
    head.position := head.position + 1;
    head.hash := event_hash(head.hash, head.position, waiting.at, waiting.kind, waiting.subject_kind,
                            waiting.subject_id, waiting.payment_id, waiting.payload);
    insert into event values (head.position, waiting.at, waiting.kind, waiting.subject_kind, waiting.subject_id,
                              waiting.payment_id, waiting.payload, head.hash);
    moved := moved + 1;
  end loop;
  if moved > 0 then
    update event_head set position = head.position, hash = head.hash;
    perform pg_notify('paydesk_events', head.position::text);
  end if;
  return moved;
end $$;

-- Refunds that wait for a second person: for whom, and until when. (That nobody decides about what they asked for
-- themselves is a check of the table since the beginning.)
alter table refund
  add column expires_at timestamptz check (expires_at > created_at), -- none: it waits for ever
  add column deciders   text not null default '';                    -- roles, one a line; none: any that may decide
create index refund_due on refund (expires_at) where state = 'awaiting_approval' and expires_at is not null;
create trigger refund_second_person_stays before update of expires_at, deciders, requester_id, requested_by on refund
  for each statement execute function refuse_change();

-- Who decided stays who decided.
create function keep_refund_decision() returns trigger language plpgsql as $$
begin
  raise exception 'refund % was decided already', old.refund_id using errcode = 'restrict_violation';
end $$;
create trigger refund_decision_stays before update of decider_id, decided_by on refund for each row
  when (old.decider_id is not null and (old.decider_id, old.decided_by) is distinct from (new.decider_id, new.decided_by))
  execute function keep_refund_decision();

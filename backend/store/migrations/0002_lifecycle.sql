-- The lifecycle tables as data, and the trigger that refuses every move they do not have.
-- The rows are seeded by the migrator from core/lifecycle and compared at every start.

create table lifecycle_transition (
  machine    text not null,
  from_state text not null,
  trigger    text not null,
  to_state   text not null,
  primary key (machine, from_state, trigger)
);

create table lifecycle_seed (
  only_row boolean primary key default true check (only_row),
  checksum text not null
);

-- A row names the triggers that took it from its old state to its new one in `path`; the walk is checked
-- step by step. Argument 1: the machine; argument 2: the initial state.
create function check_lifecycle() returns trigger language plpgsql as $$
declare
  at_state text;
  after_state text;
  step text;
begin
  if tg_op = 'INSERT' then
    at_state := tg_argv[1];
  else
    at_state := old.state;
  end if;
  foreach step in array new.path loop
    select to_state into after_state from lifecycle_transition
     where machine = tg_argv[0] and from_state = at_state and trigger = step;
    if not found then
      raise exception 'lifecycle %: % has no trigger %', tg_argv[0], at_state, step
        using errcode = 'check_violation';
    end if;
    at_state := after_state;
  end loop;
  if at_state <> new.state then
    raise exception 'lifecycle %: path % leads to %, not to %', tg_argv[0], new.path, at_state, new.state
      using errcode = 'check_violation';
  end if;
  return new;
end $$;

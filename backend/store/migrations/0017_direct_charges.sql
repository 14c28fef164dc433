-- The second way to pay: a stored payment method is charged without a page, one charge an order.
-- `payment_method` is the PSP's token of it, never a card's data.
alter table charge add column payment_method text not null default '';
alter table operation drop constraint operation_kind_check;
alter table operation add constraint operation_kind_check check (kind in ('register', 'charge', 'capture', 'void', 'refund'));
alter table job drop constraint job_kind_check;
alter table job add constraint job_kind_check check (kind in ('register', 'charge', 'capture', 'void', 'refund', 'query'));

-- What a bare word in the payments list is looked up in.
create index order_id_end on payment_order (reverse(order_id::text) text_pattern_ops);
create index order_reference on payment_order (reference);
create index charge_psp_token on charge (psp_token) where psp_token <> '';
create index operation_psp_reference on operation (psp_reference) where psp_reference <> '';
create index fact_reference on psp_fact (reference);

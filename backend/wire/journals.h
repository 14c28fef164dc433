// Journals that people make: protobuf ↔ views, both ways.
#pragma once

#include "paydesk/v1/journals.pb.h"
#include "views/journals.h"
#include "wire/common.h"

namespace paydesk::wire {

void to_wire(const views::ManualLine& view, v1::ManualLine* out);
views::ManualLine from_wire(const v1::ManualLine& in);

void to_wire(const views::ManualJournal& view, v1::ManualJournal* out);
views::ManualJournal from_wire(const v1::ManualJournal& in);

void to_wire(const views::PreviewJournalRequest& view, v1::PreviewJournalRequest* out);
views::PreviewJournalRequest from_wire(const v1::PreviewJournalRequest& in);

void to_wire(const views::ProposeJournalRequest& view, v1::ProposeJournalRequest* out);
views::ProposeJournalRequest from_wire(const v1::ProposeJournalRequest& in);

void to_wire(const views::PreviewReversalRequest& view, v1::PreviewReversalRequest* out);
views::PreviewReversalRequest from_wire(const v1::PreviewReversalRequest& in);

void to_wire(const views::ProposeReversalRequest& view, v1::ProposeReversalRequest* out);
views::ProposeReversalRequest from_wire(const v1::ProposeReversalRequest& in);

void to_wire(const views::PreviewWriteOffRequest& view, v1::PreviewWriteOffRequest* out);
views::PreviewWriteOffRequest from_wire(const v1::PreviewWriteOffRequest& in);

void to_wire(const views::ProposeWriteOffRequest& view, v1::ProposeWriteOffRequest* out);
views::ProposeWriteOffRequest from_wire(const v1::ProposeWriteOffRequest& in);

void to_wire(const views::PspInvoice& view, v1::PspInvoice* out);
views::PspInvoice from_wire(const v1::PspInvoice& in);

void to_wire(const views::PreviewPspInvoiceRequest& view, v1::PreviewPspInvoiceRequest* out);
views::PreviewPspInvoiceRequest from_wire(const v1::PreviewPspInvoiceRequest& in);

void to_wire(const views::ProposePspInvoiceRequest& view, v1::ProposePspInvoiceRequest* out);
views::ProposePspInvoiceRequest from_wire(const v1::ProposePspInvoiceRequest& in);

void to_wire(const views::BalanceEffect& view, v1::BalanceEffect* out);
views::BalanceEffect from_wire(const v1::BalanceEffect& in);

void to_wire(const views::JournalPreview& view, v1::JournalPreview* out);
views::JournalPreview from_wire(const v1::JournalPreview& in);

} // namespace paydesk::wire

// A report on paper: A4 pages as a PDF.
#pragma once

#include <QString>

#include "ui/reports/file_work.h"
#include "ui/reports/report_sheet.h"
#include "ui/theme/tokens.h"

class QIODevice;

namespace paydesk::ui {

/// Writes the whole document into an open device. `colors` are those of the light theme: paper is white. Answers the
/// number of pages, 0 when it was stopped. Any thread.
int write_pdf(const ReportSheet& sheet, const Tokens& colors, QIODevice& device, const FileWork::Progress& progress);

/// Writes it into a file, which is there whole or as it was before; answers what went wrong, empty for nothing.
QString save_pdf(const ReportSheet& sheet, const Tokens& colors, const QString& path, const FileWork::Progress& progress);
/// The same with bytes that are made already.
QString save_bytes(const std::string& bytes, const QString& path, const FileWork::Progress& progress);

} // namespace paydesk::ui

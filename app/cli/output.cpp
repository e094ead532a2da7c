// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/cli/output.h"

#include <algorithm>
#include <cstdio>

#include <unistd.h>

namespace Portlight::App::Cli
{

namespace
{

void write(std::FILE *file, const QByteArray &bytes)
{
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), file);
}

} // namespace

void Output::setColorMode(ColorMode mode)
{
    switch (mode) {
    case ColorMode::Always:
        m_colors = true;
        break;
    case ColorMode::Never:
        m_colors = false;
        break;
    case ColorMode::Auto:
        m_colors = ::isatty(STDOUT_FILENO) == 1 && qEnvironmentVariableIsEmpty("NO_COLOR")
            && qgetenv("TERM") != "dumb";
        break;
    }
}

void Output::data(const QString &line) const
{
    write(stdout, line.toUtf8() + '\n');
}

void Output::raw(const std::string &bytes) const
{
    std::fwrite(bytes.data(), 1, bytes.size(), stdout);
}

void Output::talk(const QString &line) const
{
    std::fflush(stdout); // on a terminal both streams are read as one
    write(stderr, line.toUtf8() + '\n');
}

void Output::progress(const QString &text) const
{
    if (!talkIsTerminal()) {
        return;
    }
    write(stderr, QByteArrayLiteral("\r\x1b[K") + text.toUtf8());
    std::fflush(stderr);
}

void Output::flush() const
{
    std::fflush(stdout);
    std::fflush(stderr);
}

QString Output::styled(const QString &text, const char *code) const
{
    return m_colors
        ? QStringLiteral("\x1b[%1m").arg(QLatin1String(code)) + text + QStringLiteral("\x1b[0m")
        : text;
}

QString Output::bold(const QString &text) const
{
    return styled(text, "1");
}

QString Output::good(const QString &text) const
{
    return styled(text, "32");
}

QString Output::bad(const QString &text) const
{
    return styled(text, "31");
}

QString Output::faint(const QString &text) const
{
    return styled(text, "2");
}

bool Output::talkIsTerminal() const
{
    return ::isatty(STDERR_FILENO) == 1;
}

TextTable::TextTable(QStringList headings)
    : m_headings(std::move(headings))
    , m_right(static_cast<std::size_t>(m_headings.size()), false)
{
}

void TextTable::setRightAligned(int column)
{
    m_right[static_cast<std::size_t>(column)] = true;
}

void TextTable::addRow(QStringList cells)
{
    m_rows.push_back(std::move(cells));
}

bool TextTable::isEmpty() const
{
    return m_rows.empty();
}

void TextTable::print(const Output &output, const QString &indent) const
{
    std::vector<qsizetype> widths;
    for (qsizetype column = 0; column < m_headings.size(); ++column) {
        qsizetype width = m_headings.at(column).size();
        for (const QStringList &row : m_rows) {
            width = std::max(width, row.value(column).size());
        }
        widths.push_back(width);
    }
    const auto line = [&](const QStringList &cells) {
        QString text = indent;
        for (qsizetype column = 0; column < m_headings.size(); ++column) {
            const auto index = static_cast<std::size_t>(column);
            const QString cell = cells.value(column);
            const bool last = column + 1 == m_headings.size();
            if (m_right[index]) {
                text += cell.rightJustified(widths[index]);
            } else {
                text += last ? cell : cell.leftJustified(widths[index]);
            }
            if (!last) {
                text += QStringLiteral("  ");
            }
        }
        while (text.endsWith(QLatin1Char(' '))) {
            text.chop(1);
        }
        return text;
    };
    output.data(output.bold(line(m_headings)));
    for (const QStringList &row : m_rows) {
        output.data(line(row));
    }
}

} // namespace Portlight::App::Cli

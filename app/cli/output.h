// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <string>
#include <vector>

namespace Portlight::App::Cli
{

enum class ColorMode { Auto, Always, Never };

/// Data goes to stdout, talk to stderr. Colour only where a terminal shows it and NO_COLOR does not
/// forbid it; nothing is told by colour alone.
class Output
{
public:
    void setColorMode(ColorMode mode);

    void data(const QString &line) const; ///< with a line end
    void raw(const std::string &bytes) const; ///< as it is
    void talk(const QString &line) const;
    /// Shown in place on a terminal, and nowhere else; an empty text takes it away.
    void progress(const QString &text) const;
    void flush() const;

    QString bold(const QString &text) const;
    QString good(const QString &text) const;
    QString bad(const QString &text) const;
    QString faint(const QString &text) const;

    bool talkIsTerminal() const;

private:
    QString styled(const QString &text, const char *code) const;
    bool m_colors = false;
};

/// Rows under headings, in columns as wide as their widest cell. Numbers stand to the right.
class TextTable
{
public:
    explicit TextTable(QStringList headings);
    void setRightAligned(int column);
    void addRow(QStringList cells);
    bool isEmpty() const;
    void print(const Output &output, const QString &indent = {}) const;

private:
    QStringList m_headings;
    std::vector<bool> m_right;
    std::vector<QStringList> m_rows;
};

} // namespace Portlight::App::Cli

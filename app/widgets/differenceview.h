// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/change/difference.h"

#include <QString>
#include <QWidget>

#include <vector>

class QComboBox;
class QLabel;
class QTableWidget;

namespace Portlight::App
{

/// Rule lists before and after, side by side, one list at a time; equal lines stand in one row.
class DifferenceView : public QWidget
{
    Q_OBJECT

public:
    struct Entry {
        QString title; ///< "INPUT (filter, IPv4)"
        std::vector<Core::DifferenceLine> lines;
    };

    explicit DifferenceView(QWidget *parent = nullptr);

    void setTitles(const QString &before, const QString &after);
    void setEntries(std::vector<Entry> entries);
    bool isEmpty() const;

    /// Entries for all lists that differ between two rulesets.
    static std::vector<Entry> entriesFor(const Core::Ruleset &before, const Core::Ruleset &after);

private:
    void showEntry();

    std::vector<Entry> m_entries;
    QLabel *m_label;
    QComboBox *m_chains;
    QTableWidget *m_table;
};

} // namespace Portlight::App

// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/models/roles.h"
#include "core/ruleset/ruleset.h"

#include <QAbstractListModel>

#include <vector>

namespace Portlight::App
{

/// The chains of one ruleset as a flat list: a heading for each table, then its chains with their
/// number of rules. Headings cannot be selected.
class ChainListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { TableRole = FirstOwnRole, ChainRole, CountRole, IsHeadingRole };

    explicit ChainListModel(QObject *parent = nullptr);

    /// Keeps rows (and so the selection) when only the numbers of rules changed.
    void setRuleset(const Core::Ruleset &ruleset);
    void clear();
    /// The row of a chain, or -1.
    int rowOf(const QString &table, const QString &chain) const;
    /// The row to show first: the built-in chain of the filter table that holds rules, INPUT before
    /// FORWARD before OUTPUT; else the first chain; -1 when there is none.
    int preferredRow() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct Row {
        QString table;
        QString chain; ///< empty for a heading
        int count = 0;
        bool builtIn = false;
    };
    static std::vector<Row> rowsFor(const Core::Ruleset &ruleset);

    std::vector<Row> m_rows;
};

} // namespace Portlight::App

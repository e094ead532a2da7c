// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/models/roles.h"
#include "app/models/rulesearch.h"
#include "core/ruleset/native.h"
#include "core/ruleset/ruleset.h"

#include <QAbstractListModel>

#include <memory>
#include <optional>
#include <vector>

namespace Portlight::App
{

/// The chains of what is shown as a flat list: a heading for each table, then its chains with their
/// number of rules; last the tables that only nft shows, each with its owner. While something is
/// searched, each chain says how many of its rules were found. Headings cannot be selected.
class ChainListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { IsHeadingRole = FirstOwnRole, CountRole, HitsRole };

    struct Content {
        std::vector<std::shared_ptr<const Core::Ruleset>> rulesets;
        std::shared_ptr<const Core::NativeRuleset> native;
        /// Native tables of these families ("ip", "inet") are shown; empty: all.
        std::vector<std::string> nativeFamilies;
    };

    explicit ChainListModel(QObject *parent = nullptr);

    /// Keeps rows (and so the selection) when only numbers of rules changed.
    void setContent(const Content &content);
    /// Nothing: no search.
    void setHits(const std::optional<std::vector<ChainHits>> &hits);
    void clear();

    /// Nothing for a heading.
    std::optional<Core::ChainPlace> place(int row) const;
    /// The row of a chain, or -1.
    int rowOf(const Core::ChainPlace &place) const;
    /// The row to show first: the built-in chain of the filter table that holds rules, INPUT before
    /// FORWARD before OUTPUT; else the first chain; -1 when there is none.
    int preferredRow() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct Row {
        QString heading; ///< empty for a chain
        bool isSubheading = false;
        Core::ChainPlace place;
        int count = 0;
        int hits = 0;
        bool isBuiltIn = false;
        QString origin; ///< "ufw" where the chain has an owner
        QString details; ///< of a native base chain: "filter hook input priority 0"
        bool isSameAs(const Row &other) const
        {
            return heading == other.heading && place == other.place;
        }
    };
    static std::vector<Row> rowsFor(const Content &content);
    static void addRuleset(std::vector<Row> &rows, const Core::Ruleset &ruleset,
                           const QString &suffix);
    static void addNative(std::vector<Row> &rows, const Content &content);
    QString text(const Row &row) const;
    QString accessibleText(const Row &row) const;

    std::vector<Row> m_rows;
    bool m_isSearching = false;
};

} // namespace Portlight::App

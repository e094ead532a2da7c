// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/models/roles.h"
#include "core/ruleset/ruleset.h"

#include <QAbstractTableModel>

#include <memory>
#include <vector>

namespace Portlight::App
{

/// The rules of one chain in the order in which the kernel asks them, and as a last row what
/// happens otherwise. A new reading is merged: rows that stayed keep their index, so that the
/// selection and the place in the view survive. Sentences are made when a row is first shown.
class RuleModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    /// The number is not the first column, although views show it first: what a row says must not
    /// change because another row came in front of it.
    enum Column {
        SentenceColumn,
        NumberColumn,
        ActionColumn,
        PacketsColumn,
        RecentColumn,
        BytesColumn,
        CommandColumn,
        ColumnCount
    };
    enum Role { IsPolicyRole = FirstOwnRole };

    explicit RuleModel(QObject *parent = nullptr);

    /// `seconds` is the time of the reading on a clock that never goes back.
    void setChain(std::shared_ptr<const Core::Ruleset> ruleset, const QString &table,
                  const QString &chain, double seconds);
    void clear();

    const Core::Chain *chain() const;
    /// Null for the last row, which is not a rule.
    const Core::Rule *rule(int row) const;
    Core::Location location(int row) const;
    /// The iptables command that adds this rule, or the policy command for the last row.
    QString command(int row) const;
    /// Plain `iptables` stands for this backend; the other is named in full.
    void setDefaultBackend(Core::Backend backend);
    QString sentence(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Reading {
        double seconds = 0;
        std::uint64_t packets = 0;
    };
    struct Row {
        QString sentence; ///< null until asked for
        std::vector<Reading> readings; ///< of the last 10 seconds, and the one before
    };
    void note(Row &row, const std::optional<Core::Counters> &counters, double seconds);
    std::optional<std::uint64_t> recentPackets(const Row &row) const;
    std::optional<Core::Counters> counters(int row) const;
    bool isPolicyRow(int row) const;
    QString actionText(int row) const;
    QString iconName(int row) const;

    std::shared_ptr<const Core::Ruleset> m_ruleset;
    const Core::Chain *m_chain = nullptr;
    QString m_table;
    Core::Backend m_defaultBackend = Core::Backend::Nft;
    mutable std::vector<Row> m_rows; ///< one a rule, and one for the policy at the end
};

/// Name of the icon for an action; the same in tables, lists and the wizard.
QString actionIconName(const Core::Target &target);

} // namespace Portlight::App

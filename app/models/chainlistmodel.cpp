// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/models/chainlistmodel.h"

#include "app/models/qtext.h"

#include <QFont>
#include <QLocale>

#include <algorithm>
#include <array>

namespace Portlight::App
{

namespace
{

/// The order in which a person looks for a blocking rule, not the order of the kernel.
constexpr std::array<std::string_view, 5> tableOrder = {"filter", "nat", "mangle", "raw",
                                                        "security"};

QString heading(const QString &table)
{
    if (table == QLatin1String("filter")) {
        return ChainListModel::tr("filter: allow or block");
    }
    if (table == QLatin1String("nat")) {
        return ChainListModel::tr("nat: change addresses");
    }
    if (table == QLatin1String("mangle")) {
        return ChainListModel::tr("mangle: change packets");
    }
    if (table == QLatin1String("raw")) {
        return ChainListModel::tr("raw: before tracking");
    }
    return table;
}

} // namespace

ChainListModel::ChainListModel(QObject *parent)
    : QAbstractListModel(parent)
{
}

std::vector<ChainListModel::Row> ChainListModel::rowsFor(const Core::Ruleset &ruleset)
{
    std::vector<const Core::Table *> tables;
    for (const auto name : tableOrder) {
        if (const auto *table = ruleset.table(name)) {
            tables.push_back(table);
        }
    }
    for (const auto &table : ruleset.tables) {
        if (std::find(tables.begin(), tables.end(), &table) == tables.end()) {
            tables.push_back(&table);
        }
    }
    std::vector<Row> rows;
    for (const auto *table : tables) {
        rows.push_back({qtext(table->name), {}, 0, false});
        for (const bool builtIn : {true, false}) {
            for (const auto &chain : table->chains) {
                if (Core::isBuiltInChain(table->name, chain.name) == builtIn) {
                    rows.push_back({qtext(table->name), qtext(chain.name),
                                    static_cast<int>(chain.rules.size()), builtIn});
                }
            }
        }
    }
    return rows;
}

void ChainListModel::setRuleset(const Core::Ruleset &ruleset)
{
    auto rows = rowsFor(ruleset);
    const bool sameShape = std::equal(rows.begin(), rows.end(), m_rows.begin(), m_rows.end(),
                                      [](const Row &a, const Row &b) {
                                          return a.table == b.table && a.chain == b.chain;
                                      });
    if (!sameShape) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
        return;
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].count != m_rows[i].count) {
            m_rows[i].count = rows[i].count;
            const auto changed = index(static_cast<int>(i));
            Q_EMIT dataChanged(changed, changed);
        }
    }
}

void ChainListModel::clear()
{
    if (m_rows.empty()) {
        return;
    }
    beginResetModel();
    m_rows.clear();
    endResetModel();
}

int ChainListModel::rowOf(const QString &table, const QString &chain) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row &row) {
        return !row.chain.isEmpty() && row.table == table && row.chain == chain;
    });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int ChainListModel::preferredRow() const
{
    for (const auto name : {"INPUT", "FORWARD", "OUTPUT"}) {
        const int row = rowOf(QStringLiteral("filter"), QLatin1String(name));
        if (row >= 0 && m_rows[static_cast<std::size_t>(row)].count > 0) {
            return row;
        }
    }
    const int input = rowOf(QStringLiteral("filter"), QStringLiteral("INPUT"));
    return input >= 0 ? input : (m_rows.size() > 1 ? 1 : -1);
}

int ChainListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant ChainListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    const bool isHeading = row.chain.isEmpty();
    switch (role) {
    case Qt::DisplayRole:
        return isHeading ? heading(row.table)
                         : tr("%1  (%2)").arg(row.chain, QLocale().toString(row.count));
    case Qt::AccessibleTextRole:
        return isHeading
            ? heading(row.table)
            : tr("%1 in table %2, %n rule(s)", nullptr, row.count).arg(row.chain, row.table);
    case Qt::ToolTipRole:
        if (isHeading) {
            return {};
        }
        return row.builtIn ? tr("%1, a list the kernel itself consults").arg(row.chain)
                           : tr("%1, consulted when a rule sends packets to it").arg(row.chain);
    case Qt::FontRole:
        if (isHeading) {
            QFont font;
            font.setBold(true);
            return font;
        }
        return {};
    case EmphasisRole:
    case IsHeadingRole:
        return isHeading;
    case TableRole:
        return row.table;
    case ChainRole:
        return row.chain;
    case CountRole:
        return row.count;
    default:
        return {};
    }
}

Qt::ItemFlags ChainListModel::flags(const QModelIndex &index) const
{
    if (!index.isValid()) {
        return Qt::NoItemFlags;
    }
    if (m_rows[static_cast<std::size_t>(index.row())].chain.isEmpty()) {
        return Qt::ItemIsEnabled | Qt::ItemNeverHasChildren;
    }
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

} // namespace Portlight::App

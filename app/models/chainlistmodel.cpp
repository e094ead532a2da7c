// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/models/chainlistmodel.h"

#include "app/models/qtext.h"
#include "app/wording/ownerwords.h"
#include "app/wording/words.h"

#include <QLocale>

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <tuple>

namespace Portlight::App
{

namespace
{

/// The order in which a person looks for a blocking rule, not the order of the kernel.
constexpr std::array<std::string_view, 5> tableOrder = {"filter", "nat", "mangle", "raw",
                                                        "security"};

QString tableHeading(const std::string &table)
{
    if (table == "filter") {
        return ChainListModel::tr("filter: allow or block");
    }
    if (table == "nat") {
        return ChainListModel::tr("nat: change addresses");
    }
    if (table == "mangle") {
        return ChainListModel::tr("mangle: change packets");
    }
    if (table == "raw") {
        return ChainListModel::tr("raw: before tracking");
    }
    return Words::plain(table);
}

QString baseChainText(const Core::NativeChain &chain)
{
    if (chain.hook.empty()) {
        return {};
    }
    QString text =
        QStringLiteral("%1 hook %2").arg(Words::plain(chain.type), Words::plain(chain.hook));
    if (!chain.device.empty()) {
        text += QStringLiteral(" device %1").arg(Words::plain(chain.device));
    }
    if (chain.priority) {
        text += QStringLiteral(" priority %1").arg(*chain.priority);
    }
    if (chain.policy) {
        text += QStringLiteral(" policy %1")
                    .arg(*chain.policy == Core::Policy::Accept ? QLatin1String("accept")
                                                               : QLatin1String("drop"));
    }
    return text;
}

/// Tables that iptables shows need no second place in the list.
bool isShownByIptables(const ChainListModel::Content &content, const Core::NativeTable &table)
{
    return table.sharedWithIptables
        && std::any_of(content.rulesets.begin(), content.rulesets.end(), [&](const auto &ruleset) {
               return ruleset->backend == Core::Backend::Nft
                   && (ruleset->family == Core::Family::Ipv4) == (table.family == "ip")
                   && ruleset->table(table.name) != nullptr;
           });
}

} // namespace

ChainListModel::ChainListModel(QObject *parent)
    : QAbstractListModel(parent)
{
}

void ChainListModel::addRuleset(std::vector<Row> &rows, const Core::Ruleset &ruleset,
                                const QString &suffix)
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
    for (const auto *table : tables) {
        Row heading;
        heading.heading = tableHeading(table->name) + suffix;
        rows.push_back(std::move(heading));
        for (const bool builtIn : {true, false}) {
            for (const auto &chain : table->chains) {
                if (Core::isBuiltInChain(table->name, chain.name) != builtIn) {
                    continue;
                }
                Row row;
                row.place = {ruleset.backend, ruleset.family, table->name, chain.name};
                row.count = static_cast<int>(chain.rules.size());
                row.isBuiltIn = builtIn;
                const auto owner = Core::ownerOfChain(*table, chain).owner;
                if (owner != Core::Owner::Hand) {
                    row.origin = ownerName(owner);
                }
                rows.push_back(std::move(row));
            }
        }
    }
}

void ChainListModel::addNative(std::vector<Row> &rows, const Content &content)
{
    bool isFirst = true;
    for (const auto &table : content.native->tables) {
        const auto &families = content.nativeFamilies;
        const bool isWanted = families.empty()
            || std::find(families.begin(), families.end(), table.family) != families.end();
        if (!isWanted || isShownByIptables(content, table)) {
            continue;
        }
        if (std::exchange(isFirst, false)) {
            Row heading;
            heading.place.backend = Core::Backend::Native;
            heading.heading = tr("nftables only");
            rows.push_back(std::move(heading));
        }
        const QString name = Words::plain(table.family + ' ' + table.name);
        Row subheading;
        subheading.isSubheading = true;
        subheading.heading = table.owner.owner == Core::Owner::Hand
            ? name
            : tr("%1 · %2", "nftables table and its owner").arg(name, ownerName(table.owner.owner));
        rows.push_back(std::move(subheading));
        for (const auto &chain : table.chains) {
            Row row;
            row.place = nativePlace(table, chain);
            row.count = static_cast<int>(chain.rules.size());
            row.isBuiltIn = !chain.hook.empty();
            row.details = baseChainText(chain);
            rows.push_back(std::move(row));
        }
    }
}

std::vector<ChainListModel::Row> ChainListModel::rowsFor(const Content &content)
{
    std::vector<Row> rows;
    const auto differ = [&](auto member) {
        return std::any_of(content.rulesets.begin(), content.rulesets.end(),
                           [&](const auto &ruleset) {
                               return std::invoke(member, *ruleset)
                                   != std::invoke(member, *content.rulesets.front());
                           });
    };
    const bool manyFamilies = differ(&Core::Ruleset::family);
    const bool manyBackends = differ(&Core::Ruleset::backend);
    for (const auto &ruleset : content.rulesets) {
        QString suffix;
        if (manyFamilies) {
            suffix += tr(" · %1", "heading of a table").arg(Words::familyWord(ruleset->family));
        }
        if (manyBackends) {
            suffix +=
                tr(" · %1", "heading of a table").arg(qtext(Core::toString(ruleset->backend)));
        }
        addRuleset(rows, *ruleset, suffix);
    }
    if (content.native) {
        addNative(rows, content);
    }
    return rows;
}

void ChainListModel::setContent(const Content &content)
{
    auto rows = rowsFor(content);
    const bool sameShape = std::equal(rows.begin(), rows.end(), m_rows.begin(), m_rows.end(),
                                      [](const Row &a, const Row &b) {
                                          return a.isSameAs(b);
                                      });
    if (!sameShape) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
        return;
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].count != m_rows[i].count || rows[i].details != m_rows[i].details) {
            rows[i].hits = m_rows[i].hits;
            m_rows[i] = std::move(rows[i]);
            const auto changed = index(static_cast<int>(i));
            Q_EMIT dataChanged(changed, changed);
        }
    }
}

void ChainListModel::setHits(const std::optional<std::vector<ChainHits>> &hits)
{
    const bool isSearching = hits.has_value();
    bool isChanged = isSearching != m_isSearching;
    m_isSearching = isSearching;
    const auto nameOf = [](const Core::ChainPlace &place) {
        return std::tie(place.backend, place.family, place.table, place.chain);
    };
    std::map<decltype(nameOf(m_rows.front().place)), int> counts;
    if (hits) {
        for (const auto &chain : *hits) {
            counts.emplace(nameOf(chain.place), static_cast<int>(chain.rules.size()));
        }
    }
    for (auto &row : m_rows) {
        const auto found = counts.find(nameOf(row.place));
        const int count = found == counts.end() || !row.heading.isEmpty() ? 0 : found->second;
        isChanged = isChanged || count != row.hits;
        row.hits = count;
    }
    if (isChanged && !m_rows.empty()) {
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
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

std::optional<Core::ChainPlace> ChainListModel::place(int row) const
{
    if (row < 0 || row >= rowCount() || !m_rows[static_cast<std::size_t>(row)].heading.isEmpty()) {
        return {};
    }
    return m_rows[static_cast<std::size_t>(row)].place;
}

int ChainListModel::rowOf(const Core::ChainPlace &place) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row &row) {
        return row.heading.isEmpty() && row.place == place;
    });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int ChainListModel::preferredRow() const
{
    const auto rowNamed = [this](const char *chain, bool mustHoldRules) {
        const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row &row) {
            return row.heading.isEmpty() && row.place.table == "filter" && row.place.chain == chain
                && (row.count > 0 || !mustHoldRules);
        });
        return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
    };
    for (const auto *name : {"INPUT", "FORWARD", "OUTPUT"}) {
        if (const int row = rowNamed(name, true); row >= 0) {
            return row;
        }
    }
    if (const int input = rowNamed("INPUT", false); input >= 0) {
        return input;
    }
    const auto first = std::find_if(m_rows.begin(), m_rows.end(), [](const Row &row) {
        return row.heading.isEmpty();
    });
    return first == m_rows.end() ? -1 : static_cast<int>(first - m_rows.begin());
}

QString ChainListModel::text(const Row &row) const
{
    if (!row.heading.isEmpty()) {
        return row.heading;
    }
    const QString name = Words::plain(row.place.chain);
    const QLocale locale;
    return m_isSearching ? tr("%1  (%2 of %3)", "chain (rules found of all)")
                               .arg(name, locale.toString(row.hits), locale.toString(row.count))
                         : tr("%1  (%2)").arg(name, locale.toString(row.count));
}

QString ChainListModel::accessibleText(const Row &row) const
{
    if (!row.heading.isEmpty()) {
        return row.heading;
    }
    QString all = tr("%1 in table %2, %n rule(s)", nullptr, row.count)
                      .arg(Words::plain(row.place.chain), Words::plain(row.place.table));
    if (m_isSearching) {
        all += tr(", %n found", "rules", row.hits);
    }
    if (!row.origin.isEmpty()) {
        all += tr(", made by %1").arg(row.origin);
    }
    return all;
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
    const bool isHeading = !row.heading.isEmpty();
    switch (role) {
    case Qt::DisplayRole:
        return text(row);
    case Qt::AccessibleTextRole:
        return accessibleText(row);
    case Qt::ToolTipRole: {
        if (isHeading) {
            return row.isSubheading || row.place.backend != Core::Backend::Native
                ? row.heading
                : tr("Tables that only nft shows. They can't be changed here.");
        }
        if (row.place.backend == Core::Backend::Native) {
            return row.details.isEmpty() ? tr("Consulted when a rule sends packets to it")
                                         : row.details;
        }
        const QString name = Words::plain(row.place.chain);
        const QString what = row.isBuiltIn
            ? tr("%1, a list the kernel itself consults").arg(name)
            : tr("%1, consulted when a rule sends packets to it").arg(name);
        return row.origin.isEmpty() ? what : tr("%1; made by %2").arg(what, row.origin);
    }
    case EmphasisRole:
        return isHeading && !row.isSubheading;
    case DimmedRole:
        return row.isSubheading || (m_isSearching && !isHeading && row.hits == 0);
    case IsHeadingRole:
        return isHeading;
    case CountRole:
        return row.count;
    case HitsRole:
        return row.hits;
    default:
        return {};
    }
}

Qt::ItemFlags ChainListModel::flags(const QModelIndex &index) const
{
    if (!index.isValid()) {
        return Qt::NoItemFlags;
    }
    if (!m_rows[static_cast<std::size_t>(index.row())].heading.isEmpty()) {
        return Qt::ItemIsEnabled | Qt::ItemNeverHasChildren;
    }
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

} // namespace Portlight::App

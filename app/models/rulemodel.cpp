// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/models/rulemodel.h"

#include "app/models/qtext.h"
#include "app/models/sequencemerge.h"

#include <algorithm>
#include <numeric>

namespace Portlight::App
{

namespace
{

constexpr double recentSeconds = 10;

/// Views and selections do work for each run of rows that goes or comes; past this a reset is
/// cheaper by far.
constexpr std::size_t mostRuns = 60;

const Core::NativeChain *nativeChainAt(const Core::NativeRuleset &ruleset,
                                       const Core::ChainPlace &place)
{
    for (const auto &table : ruleset.tables) {
        for (const auto &chain : table.chains) {
            if (nativePlace(table, chain) == place) {
                return &chain;
            }
        }
    }
    return nullptr;
}

template<typename Chain> std::vector<std::uint64_t> keysOf(const Chain &chain)
{
    std::vector<std::string_view> texts;
    texts.reserve(chain.rules.size());
    for (const auto &rule : chain.rules) {
        texts.emplace_back(rule.text);
    }
    return sequenceKeys(texts);
}

} // namespace

RuleModel::RuleModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void RuleModel::setDefaultBackend(Core::Backend backend)
{
    m_defaultBackend = backend;
}

void RuleModel::clear()
{
    if (m_rows.empty()) {
        return;
    }
    beginResetModel();
    m_content = {};
    m_chain = nullptr;
    m_native = nullptr;
    m_keys.clear();
    m_numbers.clear();
    m_rows.clear();
    endResetModel();
}

void RuleModel::setContent(ChainContent content, double seconds)
{
    const Core::Chain *chain = nullptr;
    const Core::NativeChain *native = nullptr;
    if (content.ruleset) {
        const auto *table = content.ruleset->table(content.place.table);
        chain = table == nullptr ? nullptr : table->chain(content.place.chain);
    } else if (content.native) {
        native = nativeChainAt(*content.native, content.place);
    }
    if (chain == nullptr && native == nullptr) {
        clear();
        return;
    }
    const bool isSameReading =
        content.ruleset == m_content.ruleset && content.native == m_content.native;
    const bool isSamePlace = !m_rows.empty() && content.place == m_content.place
        && (chain != nullptr) == (m_chain != nullptr);
    if (isSamePlace && isSameReading && content.marks == m_content.marks
        && content.found == m_content.found) {
        m_content.quiet = std::move(content.quiet);
        if (content.lint != m_content.lint) {
            m_content.lint = std::move(content.lint);
            Q_EMIT dataChanged(index(0, SentenceColumn), index(rowCount() - 1, SentenceColumn));
        }
        return;
    }
    auto keys = chain != nullptr ? keysOf(*chain) : keysOf(*native);
    if (isSamePlace) {
        merge(std::move(content), chain, native, std::move(keys));
    } else {
        beginResetModel();
        take(std::move(content), chain, native, std::move(keys));
        m_rows.clear();
        for (const auto index : wantedIndexes(m_content, m_keys.size())) {
            m_rows.push_back({index, {}, {}});
        }
        m_rows.push_back({static_cast<std::uint32_t>(m_keys.size()), {}, {}});
        endResetModel();
    }
    if (!isSamePlace || !isSameReading) {
        noteAll(seconds);
    }
    Q_EMIT dataChanged(index(0, NumberColumn), index(rowCount() - 1, ColumnCount - 1));
}

void RuleModel::setQuery(const SearchQuery &query)
{
    if (query == m_query) {
        return;
    }
    m_query = query;
    if (!m_rows.empty()) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1), {MarksRole});
    }
}

std::vector<std::uint32_t> RuleModel::wantedIndexes(const ChainContent &content,
                                                    std::size_t count) const
{
    std::vector<std::uint32_t> indexes;
    if (content.found) {
        for (const auto index : *content.found) {
            if (index < count) {
                indexes.push_back(index);
            }
        }
    } else {
        indexes.resize(count);
        std::iota(indexes.begin(), indexes.end(), 0U);
    }
    return indexes;
}

void RuleModel::take(ChainContent &&content, const Core::Chain *chain,
                     const Core::NativeChain *native, std::vector<std::uint64_t> &&keys)
{
    m_content = std::move(content);
    m_chain = chain;
    m_native = native;
    m_keys = std::move(keys);
    m_numbers.clear();
    if (m_content.marks.size() != m_keys.size()) {
        m_content.marks.clear();
    }
    unsigned number = 0;
    for (const auto mark : m_content.marks) {
        m_numbers.push_back(mark == RuleMark::Removed ? 0 : ++number);
    }
}

void RuleModel::merge(ChainContent &&content, const Core::Chain *chain,
                      const Core::NativeChain *native, std::vector<std::uint64_t> &&keys)
{
    const auto wanted = wantedIndexes(content, keys.size());
    std::vector<std::uint64_t> before;
    before.reserve(m_rows.size());
    for (std::size_t i = 0; i + 1 < m_rows.size(); ++i) {
        before.push_back(m_keys[m_rows[i].index]);
    }
    std::vector<std::uint64_t> after;
    after.reserve(wanted.size());
    for (const auto index : wanted) {
        after.push_back(keys[index]);
    }
    const bool hadMarks = !m_content.marks.empty() || m_content.lint != content.lint;
    const auto plan = mergeSequences(before, after);
    const auto policyIndex = static_cast<std::uint32_t>(keys.size());

    if (plan.removed.size() + plan.inserted.size() > mostRuns) {
        beginResetModel();
        std::vector<Row> rows(wanted.size() + 1);
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            if (plan.before[i] != SequenceMerge::none) {
                rows[i] = std::move(m_rows[plan.before[i]]);
            }
            rows[i].index = wanted[i];
        }
        rows.back() = std::move(m_rows.back());
        rows.back().index = policyIndex;
        m_rows = std::move(rows);
        take(std::move(content), chain, native, std::move(keys));
        endResetModel();
        return;
    }

    for (auto run = plan.removed.rbegin(); run != plan.removed.rend(); ++run) {
        const auto first = m_rows.begin() + static_cast<std::ptrdiff_t>(run->first);
        beginRemoveRows({}, static_cast<int>(run->first),
                        static_cast<int>(run->first + run->count) - 1);
        m_rows.erase(first, first + static_cast<std::ptrdiff_t>(run->count));
        endRemoveRows();
    }
    // The rows that stay now speak of the new reading; the old one has lived until here, because
    // the view may ask between the signals.
    std::size_t row = 0;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (plan.before[i] != SequenceMerge::none) {
            m_rows[row++].index = wanted[i];
        }
    }
    m_rows.back().index = policyIndex;
    take(std::move(content), chain, native, std::move(keys));
    for (const auto &run : plan.inserted) {
        std::vector<Row> fresh(run.count);
        for (std::size_t i = 0; i < run.count; ++i) {
            fresh[i].index = wanted[run.first + i];
        }
        beginInsertRows({}, static_cast<int>(run.first),
                        static_cast<int>(run.first + run.count) - 1);
        m_rows.insert(m_rows.begin() + static_cast<std::ptrdiff_t>(run.first),
                      std::make_move_iterator(fresh.begin()), std::make_move_iterator(fresh.end()));
        endInsertRows();
    }
    if (hadMarks || !m_content.marks.empty()) {
        Q_EMIT dataChanged(index(0, SentenceColumn), index(rowCount() - 1, SentenceColumn));
    }
}

void RuleModel::noteAll(double seconds)
{
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        note(m_rows[row], counters(static_cast<int>(row)), seconds);
    }
}

void RuleModel::note(Row &row, const std::optional<Core::Counters> &counters, double seconds)
{
    auto &readings = row.readings;
    if (!counters) {
        readings.clear();
        return;
    }
    // Counters that went back were set to zero by somebody: what was before does not count.
    if (!readings.empty() && readings.back().packets > counters->packets) {
        readings.clear();
    }
    readings.push_back({seconds, counters->packets});
    while (readings.size() > 2 && readings[1].seconds <= seconds - recentSeconds) {
        readings.erase(readings.begin());
    }
}

std::optional<std::uint64_t> RuleModel::recentPackets(int row) const
{
    const auto &readings = m_rows[static_cast<std::size_t>(row)].readings;
    if (readings.size() < 2) {
        return {};
    }
    return readings.back().packets - readings.front().packets;
}

const Core::ChainPlace &RuleModel::place() const
{
    return m_content.place;
}

const Core::Chain *RuleModel::chain() const
{
    return m_chain;
}

const Core::NativeChain *RuleModel::nativeChain() const
{
    return m_native;
}

int RuleModel::ruleCount() const
{
    return static_cast<int>(m_keys.size());
}

unsigned RuleModel::highestNumber() const
{
    return m_numbers.empty() ? static_cast<unsigned>(m_keys.size())
                             : *std::max_element(m_numbers.begin(), m_numbers.end());
}

std::optional<std::uint32_t> RuleModel::indexOf(int row) const
{
    if (row < 0 || row + 1 >= rowCount()) {
        return {};
    }
    return m_rows[static_cast<std::size_t>(row)].index;
}

bool RuleModel::isPolicyRow(int row) const
{
    return row >= 0 && row + 1 == rowCount();
}

const Core::Rule *RuleModel::rule(int row) const
{
    const auto index = indexOf(row);
    return m_chain == nullptr || !index ? nullptr : &m_chain->rules[*index];
}

const Core::NativeRule *RuleModel::nativeRule(int row) const
{
    const auto index = indexOf(row);
    return m_native == nullptr || !index ? nullptr : &m_native->rules[*index];
}

RuleMark RuleModel::mark(int row) const
{
    const auto index = indexOf(row);
    return !index || m_content.marks.empty() ? RuleMark::None : m_content.marks[*index];
}

const Core::LintFinding *RuleModel::finding(int row) const
{
    if (!m_content.lint || m_chain == nullptr || mark(row) == RuleMark::Removed) {
        return nullptr;
    }
    const auto *found = rule(row);
    return m_content.lint->at(m_content.place.table, m_content.place.chain, number(row),
                              found != nullptr ? found->text : std::string());
}

bool RuleModel::isOff(int row) const
{
    const auto *found = rule(row);
    return found != nullptr && Core::isSwitchedOff(*found);
}

unsigned RuleModel::number(int row) const
{
    const auto index = indexOf(row);
    if (!index) {
        return 0;
    }
    return m_numbers.empty() ? *index + 1 : m_numbers[*index];
}

int RuleModel::rowOfIndex(std::uint32_t index) const
{
    if (m_rows.empty()) {
        return -1;
    }
    const auto found = std::lower_bound(m_rows.begin(), m_rows.end() - 1, index,
                                        [](const Row &row, std::uint32_t wanted) {
                                            return row.index < wanted;
                                        });
    return found == m_rows.end() - 1 || found->index != index
        ? -1
        : static_cast<int>(found - m_rows.begin());
}

int RuleModel::rowOf(unsigned wantedNumber, const std::string &text) const
{
    if (wantedNumber == 0) {
        return rowCount() - 1;
    }
    int best = -1;
    long long distance = 0;
    for (int row = 0; row + 1 < rowCount(); ++row) {
        const auto *iptables = rule(row);
        const auto &own = iptables != nullptr ? iptables->text : nativeRule(row)->text;
        const long long off =
            std::abs(static_cast<long long>(number(row)) - static_cast<long long>(wantedNumber));
        if (own == text && (best < 0 || off < distance)) {
            best = row;
            distance = off;
        }
    }
    return best;
}

Core::Location RuleModel::location(int row) const
{
    Core::Location location;
    if (row < 0 || row >= rowCount()) {
        return location;
    }
    location.backend = m_content.place.backend;
    location.family = m_content.place.family;
    location.table = m_content.place.table;
    location.chain = m_content.place.chain;
    location.number = number(row);
    if (const auto *found = rule(row)) {
        location.rule = found->text;
    } else if (const auto *foundNative = nativeRule(row)) {
        location.rule = foundNative->text;
    } else if (m_chain != nullptr && m_chain->policy) {
        location.rule = "-P " + m_chain->name + " " + std::string(Core::toString(*m_chain->policy));
    }
    return location;
}

Core::Ownership RuleModel::ownership(int row) const
{
    if (m_native != nullptr) {
        for (const auto &table : m_content.native->tables) {
            if (table.family + ' ' + table.name == m_content.place.table) {
                return table.owner;
            }
        }
        return {};
    }
    const auto *table =
        m_chain == nullptr ? nullptr : m_content.ruleset->table(m_content.place.table);
    if (table == nullptr) {
        return {};
    }
    const auto *found = rule(row);
    return found == nullptr ? Core::ownerOfChain(*table, *m_chain)
                            : Core::ownerOfRule(*table, *m_chain, *found);
}

std::optional<Core::Counters> RuleModel::counters(int row) const
{
    if (const auto *found = rule(row)) {
        return found->counters;
    }
    if (const auto *found = nativeRule(row)) {
        return found->counters;
    }
    return m_chain != nullptr && isPolicyRow(row) && m_chain->policy ? m_chain->counters
                                                                     : std::nullopt;
}

std::optional<qint64> RuleModel::quietSince(int row) const
{
    const auto index = indexOf(row);
    if (!index || !m_content.quiet) {
        return {};
    }
    return m_content.quiet->since(m_content.place.table, m_content.place.chain, m_keys[*index]);
}

int RuleModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int RuleModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

} // namespace Portlight::App

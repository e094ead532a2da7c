// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/models/rulemodel.h"

#include "app/models/qtext.h"
#include "app/wording/wording.h"

#include <QFont>
#include <QLocale>

#include <algorithm>

namespace Portlight::App
{

namespace
{

constexpr double recentSeconds = 10;

} // namespace

QString actionIconName(const Core::Target &target)
{
    using Kind = Core::Target::Kind;
    switch (target.kind) {
    case Kind::Accept:
        return QStringLiteral("action-allow");
    case Kind::Drop:
        return QStringLiteral("action-drop");
    case Kind::Reject:
        return QStringLiteral("action-refuse");
    case Kind::Log:
        return QStringLiteral("action-log");
    case Kind::Jump:
    case Kind::Goto:
        return QStringLiteral("action-continue");
    case Kind::Return:
        return QStringLiteral("action-return");
    case Kind::DestinationNat:
    case Kind::SourceNat:
    case Kind::Mark:
    case Kind::Change:
    case Kind::Notrack:
        return QStringLiteral("action-change");
    case Kind::None:
        return QStringLiteral("action-count");
    case Kind::Queue:
    case Kind::Opaque:
        return QStringLiteral("result-unknown");
    }
    return {};
}

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
    beginResetModel();
    m_ruleset.reset();
    m_chain = nullptr;
    m_rows.clear();
    endResetModel();
}

void RuleModel::note(Row &row, const std::optional<Core::Counters> &counters, double seconds)
{
    if (!counters) {
        row.readings.clear();
        return;
    }
    auto &readings = row.readings;
    // Counters that went back were set to zero by somebody: what was before does not count.
    if (!readings.empty() && readings.back().packets > counters->packets) {
        readings.clear();
    }
    readings.push_back({seconds, counters->packets});
    while (readings.size() > 2 && readings[1].seconds <= seconds - recentSeconds) {
        readings.erase(readings.begin());
    }
}

void RuleModel::setChain(std::shared_ptr<const Core::Ruleset> ruleset, const QString &table,
                         const QString &chain, double seconds)
{
    const auto *newTable = ruleset ? ruleset->table(stdtext(table)) : nullptr;
    const auto *newChain = newTable ? newTable->chain(stdtext(chain)) : nullptr;
    if (newChain == nullptr) {
        clear();
        return;
    }
    const bool sameChain = m_chain != nullptr && m_table == table && m_chain->name == newChain->name
        && m_ruleset->backend == ruleset->backend && m_ruleset->family == ruleset->family;
    if (!sameChain) {
        beginResetModel();
        m_rows.assign(newChain->rules.size() + 1, Row{});
        m_ruleset = std::move(ruleset);
        m_chain = newChain;
        m_table = table;
        for (std::size_t i = 0; i < newChain->rules.size(); ++i) {
            note(m_rows[i], newChain->rules[i].counters, seconds);
        }
        note(m_rows.back(), newChain->counters, seconds);
        endResetModel();
        return;
    }

    // Rows in front and behind that carry the same text stay; the middle goes and comes. The old
    // ruleset lives until the end, because the view may ask between the signals.
    const auto &oldRules = m_chain->rules;
    const auto &newRules = newChain->rules;
    std::size_t front = 0;
    while (front < oldRules.size() && front < newRules.size()
           && oldRules[front].text == newRules[front].text) {
        ++front;
    }
    std::size_t back = 0;
    while (back < oldRules.size() - front && back < newRules.size() - front
           && oldRules[oldRules.size() - 1 - back].text
               == newRules[newRules.size() - 1 - back].text) {
        ++back;
    }
    const std::size_t gone = oldRules.size() - front - back;
    const std::size_t come = newRules.size() - front - back;
    const auto at = static_cast<std::ptrdiff_t>(front);
    // Each step leaves m_chain and m_rows of one size: the chain in between is made for that.
    if (gone > 0) {
        auto between = std::make_shared<Core::Ruleset>(*m_ruleset);
        auto *betweenChain = between->table(stdtext(table))->chain(newChain->name);
        betweenChain->rules.erase(betweenChain->rules.begin() + at,
                                  betweenChain->rules.begin() + at
                                      + static_cast<std::ptrdiff_t>(gone));
        beginRemoveRows({}, static_cast<int>(front), static_cast<int>(front + gone) - 1);
        m_rows.erase(m_rows.begin() + at, m_rows.begin() + at + static_cast<std::ptrdiff_t>(gone));
        m_ruleset = between;
        m_chain = betweenChain;
        endRemoveRows();
    }
    if (come > 0) {
        beginInsertRows({}, static_cast<int>(front), static_cast<int>(front + come) - 1);
        m_rows.insert(m_rows.begin() + at, come, Row{});
        m_ruleset = std::move(ruleset);
        m_chain = newChain;
        endInsertRows();
    } else {
        m_ruleset = std::move(ruleset);
        m_chain = newChain;
    }
    for (std::size_t i = 0; i < newRules.size(); ++i) {
        note(m_rows[i], newRules[i].counters, seconds);
    }
    note(m_rows.back(), newChain->counters, seconds);
    Q_EMIT dataChanged(index(0, PacketsColumn), index(rowCount() - 1, BytesColumn));
    if (gone != come) {
        Q_EMIT dataChanged(index(0, NumberColumn), index(rowCount() - 1, NumberColumn));
    }
}

const Core::Chain *RuleModel::chain() const
{
    return m_chain;
}

bool RuleModel::isPolicyRow(int row) const
{
    return m_chain != nullptr && row == static_cast<int>(m_chain->rules.size());
}

const Core::Rule *RuleModel::rule(int row) const
{
    if (m_chain == nullptr || row < 0 || row >= static_cast<int>(m_chain->rules.size())) {
        return nullptr;
    }
    return &m_chain->rules[static_cast<std::size_t>(row)];
}

Core::Location RuleModel::location(int row) const
{
    Core::Location location;
    if (m_chain == nullptr) {
        return location;
    }
    location.backend = m_ruleset->backend;
    location.family = m_ruleset->family;
    location.table = stdtext(m_table);
    location.chain = m_chain->name;
    if (const auto *found = rule(row)) {
        location.number = static_cast<unsigned>(row) + 1;
        location.rule = found->text;
    } else if (m_chain->policy) {
        location.rule = "-P " + m_chain->name + " " + std::string(Core::toString(*m_chain->policy));
    }
    return location;
}

QString RuleModel::command(int row) const
{
    if (m_chain == nullptr || (rule(row) == nullptr && !m_chain->policy)) {
        return {};
    }
    QString program = m_ruleset->family == Core::Family::Ipv4 ? QStringLiteral("iptables")
                                                              : QStringLiteral("ip6tables");
    if (m_ruleset->backend != m_defaultBackend
        && (m_ruleset->backend == Core::Backend::Nft
            || m_ruleset->backend == Core::Backend::Legacy)) {
        program += QLatin1Char('-') + qtext(Core::toString(m_ruleset->backend));
    }
    if (m_table != QLatin1String("filter")) {
        program += QLatin1String(" -t ") + m_table;
    }
    return program + QLatin1Char(' ') + qtext(location(row).rule);
}

QString RuleModel::sentence(int row) const
{
    if (isPolicyRow(row)) {
        return m_chain->policy ? policySentence(*m_chain->policy)
                               : tr("Otherwise: Back to the list that sent the packet here");
    }
    const auto *found = rule(row);
    if (found == nullptr) {
        return {};
    }
    auto &cached = m_rows[static_cast<std::size_t>(row)].sentence;
    if (cached.isNull()) {
        cached = ruleSentence(*found);
    }
    return cached;
}

std::optional<Core::Counters> RuleModel::counters(int row) const
{
    if (const auto *found = rule(row)) {
        return found->counters;
    }
    return isPolicyRow(row) && m_chain->policy ? m_chain->counters : std::nullopt;
}

std::optional<std::uint64_t> RuleModel::recentPackets(const Row &row) const
{
    if (row.readings.size() < 2) {
        return {};
    }
    return row.readings.back().packets - row.readings.front().packets;
}

QString RuleModel::actionText(int row) const
{
    if (const auto *found = rule(row)) {
        return actionWord(found->target);
    }
    Core::Target target;
    if (!m_chain->policy) {
        target.kind = Core::Target::Kind::Return;
        target.name = "RETURN";
    } else if (*m_chain->policy == Core::Policy::Accept) {
        target.kind = Core::Target::Kind::Accept;
        target.name = "ACCEPT";
    } else {
        target.kind = Core::Target::Kind::Drop;
        target.name = "DROP";
    }
    return actionWord(target);
}

QString RuleModel::iconName(int row) const
{
    if (const auto *found = rule(row)) {
        return actionIconName(found->target);
    }
    if (!m_chain->policy) {
        return QStringLiteral("action-return");
    }
    return *m_chain->policy == Core::Policy::Accept ? QStringLiteral("action-allow")
                                                    : QStringLiteral("action-drop");
}

int RuleModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int RuleModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RuleModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const int row = index.row();
    const bool isPolicy = isPolicyRow(row);
    const auto count = counters(row);
    const QLocale locale;
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case NumberColumn:
            return isPolicy ? QString() : locale.toString(row + 1);
        case SentenceColumn:
            return sentence(row);
        case ActionColumn:
            return actionText(row);
        case PacketsColumn:
            if (!count) {
                return {};
            }
            return count->packets == 0 ? tr("never")
                                       : locale.toString(static_cast<qulonglong>(count->packets));
        case RecentColumn: {
            const auto recent = recentPackets(m_rows[static_cast<std::size_t>(row)]);
            if (!count || !recent) {
                return {};
            }
            return *recent == 0
                ? QStringLiteral("–")
                : QStringLiteral("+") + locale.toString(static_cast<qulonglong>(*recent));
        }
        case BytesColumn:
            return count ? locale.formattedDataSize(static_cast<qint64>(count->bytes), 1)
                         : QString();
        case CommandColumn:
            return command(row);
        default:
            return {};
        }
    case Qt::ToolTipRole:
        if (index.column() == PacketsColumn && count && count->packets == 0) {
            return tr("Never matched since the counters were last set to zero");
        }
        return index.column() == SentenceColumn ? command(row) : QVariant();
    case Qt::AccessibleTextRole:
        if (index.column() == SentenceColumn) {
            return isPolicy ? sentence(row)
                            : tr("%1. Rule %2 of %3.")
                                  .arg(sentence(row), locale.toString(row + 1),
                                       locale.toString(rowCount() - 1));
        }
        return {};
    case Qt::TextAlignmentRole:
        switch (index.column()) {
        case NumberColumn:
        case PacketsColumn:
        case RecentColumn:
        case BytesColumn:
            return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
        default:
            return QVariant::fromValue(Qt::AlignLeft | Qt::AlignVCenter);
        }
    case IconNameRole:
        return index.column() == ActionColumn ? iconName(row) : QVariant();
    case SortRole:
        return row;
    case EmphasisRole:
    case IsPolicyRole:
        return isPolicy;
    default:
        return {};
    }
}

QVariant RuleModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        const bool isNumber = section == NumberColumn || section == PacketsColumn
            || section == RecentColumn || section == BytesColumn;
        return QVariant::fromValue((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case NumberColumn:
        return tr("#");
    case SentenceColumn:
        return tr("What it does");
    case ActionColumn:
        return tr("Action");
    case PacketsColumn:
        return tr("Packets");
    case RecentColumn:
        return tr("Last 10 s");
    case BytesColumn:
        return tr("Bytes");
    case CommandColumn:
        return tr("Command");
    default:
        return {};
    }
}

} // namespace Portlight::App

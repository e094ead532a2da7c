// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
// What RuleModel says: texts, icons and headings of its cells.
#include "app/models/rulemodel.h"

#include "app/models/nativetext.h"
#include "app/models/qtext.h"
#include "app/wording/lintwords.h"
#include "app/wording/ownerwords.h"
#include "app/wording/wording.h"
#include "app/wording/words.h"
#include "core/text/savecheck.h"

#include <QDateTime>
#include <QLocale>
#include <QTime>

namespace Portlight::App
{

namespace
{

QString numberText(std::uint64_t value)
{
    return QLocale().toString(static_cast<qulonglong>(value));
}

QString timeText(qint64 secondsSinceEpoch)
{
    const auto at = QDateTime::fromSecsSinceEpoch(secondsSinceEpoch);
    const QLocale locale;
    return at.date() == QDate::currentDate() ? locale.toString(at.time(), QLocale::ShortFormat)
                                             : locale.toString(at, QLocale::ShortFormat);
}

/// Short, for a column: rules that nobody claims were made by hand as far as anybody knows.
QString makerName(Core::Owner owner)
{
    return owner == Core::Owner::Hand ? RuleModel::tr("by hand", "who made a rule")
                                      : ownerName(owner);
}

bool isNumberColumn(int column)
{
    return column == RuleModel::NumberColumn || column == RuleModel::PacketsColumn
        || column == RuleModel::RecentColumn || column == RuleModel::BytesColumn;
}

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

QString RuleModel::command(int row) const
{
    if (const auto *native = nativeRule(row)) {
        return Words::plain(native->text);
    }
    if (m_chain == nullptr || (rule(row) == nullptr && !m_chain->policy)) {
        return {};
    }
    if (const auto *iptables = rule(row)) {
        if (const auto native = Core::nativeRuleWords(*iptables)) {
            return Words::plain(native->words);
        }
    }
    QString program = m_content.place.family == Core::Family::Ipv4 ? QStringLiteral("iptables")
                                                                   : QStringLiteral("ip6tables");
    const auto backend = m_content.place.backend;
    if (backend != m_defaultBackend
        && (backend == Core::Backend::Nft || backend == Core::Backend::Legacy)) {
        program += QLatin1Char('-') + qtext(Core::toString(backend));
    }
    if (m_content.place.table != "filter") {
        program += QLatin1String(" -t ") + qtext(m_content.place.table);
    }
    return program + QLatin1Char(' ') + qtext(location(row).rule);
}

QString RuleModel::sentence(int row) const
{
    if (isPolicyRow(row)) {
        const auto policy = m_chain != nullptr ? m_chain->policy : m_native->policy;
        return policy ? policySentence(*policy)
                      : tr("Otherwise: Back to the list that sent the packet here");
    }
    const auto *iptables = rule(row);
    const auto *native = nativeRule(row);
    if (iptables == nullptr && native == nullptr) {
        return {};
    }
    auto &cached = m_rows[static_cast<std::size_t>(row)].sentence;
    if (cached.isNull()) {
        cached = iptables != nullptr ? ruleSentence(*iptables) : Words::plain(native->text);
    }
    return cached;
}

QString RuleModel::markedSentence(int row) const
{
    QString text = sentence(row);
    if (const auto *found = finding(row)) {
        text = tr("%1 · %2", "Hidden by rule 3 · what the rule does").arg(lintMark(*found), text);
    }
    switch (mark(row)) {
    case RuleMark::Added:
        return tr("New: %1").arg(text);
    case RuleMark::Changed:
        return tr("Changed: %1").arg(text);
    case RuleMark::Moved:
        return tr("Moved: %1").arg(text);
    case RuleMark::Removed:
        return tr("To be removed: %1").arg(text);
    case RuleMark::None:
        break;
    }
    return text;
}

QString RuleModel::findingText(int row) const
{
    const auto *found = finding(row);
    return found != nullptr ? lintSentence(*found) : QString();
}

Core::Target RuleModel::target(int row) const
{
    if (const auto *iptables = rule(row)) {
        const auto words = Core::nativeRuleWords(*iptables);
        return words ? nativeTarget(words->words) : iptables->target;
    }
    if (const auto *native = nativeRule(row)) {
        return nativeTarget(native->text);
    }
    const auto policy = m_chain != nullptr ? m_chain->policy : m_native->policy;
    using Kind = Core::Target::Kind;
    if (!policy) {
        return {Kind::Return, "RETURN", {}};
    }
    return *policy == Core::Policy::Accept ? Core::Target{Kind::Accept, "ACCEPT", {}}
                                           : Core::Target{Kind::Drop, "DROP", {}};
}

QString RuleModel::quietText(int row) const
{
    const auto count = counters(row);
    if (!count || count->packets > 0 || isOff(row)) {
        return {};
    }
    const auto since = quietSince(row);
    return since ? tr("Never matched since %1").arg(timeText(*since)) : tr("Never matched");
}

QString RuleModel::typicalText(int column)
{
    switch (column) {
    case NumberColumn:
        return QLocale().toString(50000);
    case ActionColumn:
        return actionWord({Core::Target::Kind::Drop, "DROP", {}});
    case PacketsColumn:
        return tr("never since %1", "packets counted")
            .arg(QLocale().toString(QTime(22, 58), QLocale::ShortFormat));
    case RecentColumn:
        return tr("Last 10 s");
    case OwnerColumn:
        return QStringLiteral("Kubernetes");
    case BytesColumn:
        return QLocale().formattedDataSize(1023 * 1024, 1);
    default:
        return {};
    }
}

QString RuleModel::packetsText(int row) const
{
    const auto count = counters(row);
    if (!count) {
        return {};
    }
    if (count->packets > 0) {
        return numberText(count->packets);
    }
    if (isOff(row)) {
        return tr("off", "packets counted by a rule that is switched off");
    }
    const auto since = quietSince(row);
    return since ? tr("never since %1", "packets counted").arg(timeText(*since))
                 : tr("never", "packets counted");
}

QVariant RuleModel::text(int row, int column) const
{
    switch (column) {
    case NumberColumn:
        return number(row) == 0 ? QString() : QLocale().toString(number(row));
    case SentenceColumn:
        return markedSentence(row);
    case ActionColumn: {
        const QString word = actionWord(target(row));
        return isOff(row) ? tr("Off (%1)", "a rule that is switched off, and its action").arg(word)
                          : word;
    }
    case PacketsColumn:
        return packetsText(row);
    case RecentColumn: {
        const auto recent = recentPackets(row);
        if (!counters(row) || !recent) {
            return {};
        }
        return *recent == 0 ? QStringLiteral("–") : QLatin1Char('+') + numberText(*recent);
    }
    case OwnerColumn: {
        const auto owner = ownership(row).owner;
        return isPolicyRow(row) && owner == Core::Owner::Hand ? QString() : makerName(owner);
    }
    case BytesColumn: {
        const auto count = counters(row);
        return count ? QLocale().formattedDataSize(static_cast<qint64>(count->bytes), 1)
                     : QString();
    }
    case CommandColumn:
        return command(row);
    default:
        return {};
    }
}

QString RuleModel::accessibleText(int row, int column) const
{
    const auto count = counters(row);
    const QString packets = !count ? QString()
        : isOff(row)               ? tr("Switched off")
        : count->packets == 0      ? quietText(row)
                                   : tr("Packets: %1").arg(numberText(count->packets));
    switch (column) {
    case SentenceColumn: {
        QStringList parts{tr("What it does: %1").arg(markedSentence(row))};
        if (const QString wrong = findingText(row); !wrong.isEmpty()) {
            parts << wrong.chopped(wrong.endsWith(QLatin1Char('.')) ? 1 : 0);
        }
        if (!packets.isEmpty()) {
            parts << packets;
        }
        if (number(row) > 0) {
            parts << tr("Rule %1 of %2")
                         .arg(QLocale().toString(number(row)), QLocale().toString(highestNumber()));
        }
        return parts.join(QLatin1String(". ")) + QLatin1Char('.');
    }
    case NumberColumn:
        return number(row) == 0
            ? tr("No number")
            : tr("Rule %1 of %2")
                  .arg(QLocale().toString(number(row)), QLocale().toString(highestNumber()));
    case ActionColumn:
        return tr("Action: %1").arg(text(row, ActionColumn).toString());
    case PacketsColumn:
        return packets.isEmpty() ? tr("Packets are not counted") : packets;
    case RecentColumn: {
        const auto recent = recentPackets(row);
        return recent ? tr("%1 packets in the last 10 seconds").arg(numberText(*recent))
                      : tr("Packets in the last 10 seconds: not known yet");
    }
    case OwnerColumn:
        return tr("Made by: %1").arg(makerName(ownership(row).owner));
    case BytesColumn:
        return tr("Bytes: %1").arg(text(row, column).toString());
    default:
        return text(row, column).toString();
    }
}

QStringList RuleModel::searchMarks(int row) const
{
    if (m_query.isEmpty()) {
        return {};
    }
    if (const auto *iptables = rule(row)) {
        return m_query.marks(searchEntry(*iptables));
    }
    if (const auto *native = nativeRule(row)) {
        return m_query.marks(searchEntry(*native));
    }
    return {};
}

QVariant RuleModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const int row = index.row();
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case Qt::ToolTipRole:
        switch (column) {
        case SentenceColumn: {
            const QString wrong = findingText(row);
            return wrong.isEmpty() ? command(row) : wrong + QLatin1Char('\n') + command(row);
        }
        case PacketsColumn:
            return quietText(row).isEmpty() ? QVariant()
                                            : tr("%1. The rule may be older: the kernel does "
                                                 "not tell since when it counts.")
                                                  .arg(quietText(row));
        default:
            return {};
        }
    case Qt::AccessibleTextRole:
        return accessibleText(row, column);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((isNumberColumn(column) ? Qt::AlignRight : Qt::AlignLeft)
                                   | Qt::AlignVCenter);
    case IconNameRole:
        if (column == SentenceColumn) {
            const auto *found = finding(row);
            return found != nullptr ? QVariant(lintIconName(*found)) : QVariant();
        }
        return column == ActionColumn ? QVariant(actionIconName(target(row))) : QVariant();
    case MarksRole:
        return searchMarks(row);
    case DimmedRole:
        return mark(row) == RuleMark::Removed || isOff(row);
    case SortRole:
        return row;
    case EmphasisRole:
    case IsPolicyRole:
        return isPolicyRow(row);
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
        return QVariant::fromValue((isNumberColumn(section) ? Qt::AlignRight : Qt::AlignLeft)
                                   | Qt::AlignVCenter);
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
    case OwnerColumn:
        return tr("Owner");
    case BytesColumn:
        return tr("Bytes");
    case CommandColumn:
        return tr("Command");
    default:
        return {};
    }
}

} // namespace Portlight::App

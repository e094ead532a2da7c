// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/models/lintmarks.h"
#include "app/models/quietrules.h"
#include "app/models/roles.h"
#include "app/models/rulesearch.h"
#include "app/models/stagedruleset.h"
#include "core/ruleset/native.h"
#include "core/ruleset/ruleset.h"

#include <QAbstractTableModel>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace Portlight::App
{

/// One chain as it was read, and what of it is to be shown. Either `ruleset` or `native` is set.
struct ChainContent {
    Core::ChainPlace place;
    std::shared_ptr<const Core::Ruleset> ruleset;
    std::shared_ptr<const Core::NativeRuleset> native;
    std::shared_ptr<const QuietRules> quiet; ///< may be null
    std::shared_ptr<const LintMarks> lint; ///< null: not known
    std::vector<RuleMark> marks; ///< one a rule, or none at all
    /// The rules that a search found, by index, ascending; nothing: all of them.
    std::optional<std::vector<std::uint32_t>> found;
};

/// The rules of one chain in the order in which the kernel asks them, and as a last row what
/// happens otherwise. A new reading, or another search, is merged: rows that stayed keep their
/// index, so that the selection and the place in the view survive; where the two differ in very
/// many places it is a reset. Sentences are made when a row is first shown.
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
        OwnerColumn,
        BytesColumn,
        CommandColumn,
        ColumnCount
    };
    enum Role { IsPolicyRole = FirstOwnRole };

    explicit RuleModel(QObject *parent = nullptr);

    /// `seconds` is the time of the reading on a clock that never goes back.
    void setContent(ChainContent content, double seconds);
    /// Marks what a search found. Does not choose rows: that is ChainContent::found.
    void setQuery(const SearchQuery &query);
    void clear();

    const Core::ChainPlace &place() const;
    /// Null when there is none, or when it is one of nft's own.
    const Core::Chain *chain() const;
    const Core::NativeChain *nativeChain() const;
    /// Of the chain, shown or not.
    int ruleCount() const;
    /// Rules that have a number: all but those staged to be removed.
    unsigned highestNumber() const;
    /// Null for the last row, which is not a rule, and for a native chain.
    const Core::Rule *rule(int row) const;
    const Core::NativeRule *nativeRule(int row) const;
    bool isPolicyRow(int row) const;
    RuleMark mark(int row) const;
    /// What is wrong with the rule, or in the last row with the whole chain; null: nothing known.
    const Core::LintFinding *finding(int row) const;
    bool isOff(int row) const; ///< kept in its place, but switched off
    Core::Location location(int row) const;
    /// The row of a rule by its number, or the nearest one with the same text; -1: none is shown.
    /// Number 0 is the last row.
    int rowOf(unsigned number, const std::string &text) const;
    /// The row that shows the rule with this index, or -1.
    int rowOfIndex(std::uint32_t index) const;
    /// The rule's index among all of its chain, or nothing for the last row.
    std::optional<std::uint32_t> indexOf(int row) const;
    /// The iptables command that adds this rule, or the policy command for the last row; nft's
    /// words for a native one.
    QString command(int row) const;
    /// Plain `iptables` stands for this backend; the other is named in full.
    void setDefaultBackend(Core::Backend backend);
    QString sentence(int row) const;
    Core::Ownership ownership(int row) const;
    std::optional<Core::Counters> counters(int row) const;
    /// The longest text that a column usually holds, for its width.
    static QString typicalText(int column);
    /// "Never matched since 14:05."; empty where the counter moved or is not known.
    QString quietText(int row) const;

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
        std::uint32_t index = 0; ///< of the rule in its chain; the last row: the number of rules
        QString sentence; ///< null until asked for
        std::vector<Reading> readings; ///< of the last 10 seconds, and the one before
    };
    void take(ChainContent &&content, const Core::Chain *chain, const Core::NativeChain *native,
              std::vector<std::uint64_t> &&keys);
    void merge(ChainContent &&content, const Core::Chain *chain, const Core::NativeChain *native,
               std::vector<std::uint64_t> &&keys);
    std::vector<std::uint32_t> wantedIndexes(const ChainContent &content, std::size_t count) const;
    void noteAll(double seconds);
    static void note(Row &row, const std::optional<Core::Counters> &counters, double seconds);
    std::optional<std::uint64_t> recentPackets(int row) const;
    std::optional<qint64> quietSince(int row) const;
    unsigned number(int row) const;
    Core::Target target(int row) const;
    QString markedSentence(int row) const;
    QString findingText(int row) const;
    QString packetsText(int row) const;
    QString accessibleText(int row, int column) const;
    QVariant text(int row, int column) const;
    QStringList searchMarks(int row) const;

    ChainContent m_content;
    const Core::Chain *m_chain = nullptr;
    const Core::NativeChain *m_native = nullptr;
    Core::Backend m_defaultBackend = Core::Backend::Nft;
    SearchQuery m_query;
    std::vector<std::uint64_t> m_keys; ///< of all rules of the chain
    std::vector<std::uint32_t> m_numbers; ///< of all rules; empty: index + 1
    mutable std::vector<Row>
        m_rows; ///< one a rule that is shown, and one for the policy at the end
};

/// Name of the icon for an action; the same in tables, lists and the wizard.
QString actionIconName(const Core::Target &target);

} // namespace Portlight::App

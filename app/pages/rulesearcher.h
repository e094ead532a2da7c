// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/models/rulesearch.h"

#include <QObject>

#include <memory>
#include <optional>
#include <vector>

namespace Portlight::App
{

/// The rules that the page shows, all families and backends that are chosen.
struct RuleSources {
    std::vector<std::shared_ptr<const Core::Ruleset>> rulesets;
    std::shared_ptr<const Core::NativeRuleset> native;
};

/// Searches rules on another thread; the newest question wins. What was made ready for one search
/// serves the next ones while the rules stay the same.
class RuleSearcher : public QObject
{
    Q_OBJECT

public:
    explicit RuleSearcher(QObject *parent = nullptr);

    void search(const SearchQuery &query, const RuleSources &sources);
    /// Forgets the question; found() is not emitted for it any more.
    void cancel();

Q_SIGNALS:
    /// The answer, with the sources it was found in.
    void found(const Portlight::App::RuleSources &sources,
               const std::vector<Portlight::App::ChainHits> &hits);

private:
    struct Question {
        SearchQuery query;
        RuleSources sources;
    };
    struct IndexedRuleset {
        std::shared_ptr<const Core::Ruleset> ruleset;
        std::shared_ptr<const SearchIndex> index;
    };
    struct Indexes {
        std::vector<IndexedRuleset> rulesets;
        std::shared_ptr<const Core::NativeRuleset> native;
        std::shared_ptr<const SearchIndex> nativeIndex;
    };
    struct Answer {
        RuleSources sources;
        std::vector<ChainHits> hits;
        Indexes indexes;
    };
    static Answer answer(const Question &question, const Indexes &known);
    void ask();

    std::optional<Question> m_next;
    bool m_isAsking = false;
    bool m_isCancelled = false;
    Indexes m_indexes;
};

} // namespace Portlight::App

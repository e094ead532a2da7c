// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/pages/rulesearcher.h"

#include "app/pages/aside.h"

#include <algorithm>

namespace Portlight::App
{

RuleSearcher::RuleSearcher(QObject *parent)
    : QObject(parent)
{
}

void RuleSearcher::search(const SearchQuery &query, const RuleSources &sources)
{
    m_next = Question{query, sources};
    if (!m_isAsking) {
        ask();
    }
}

void RuleSearcher::cancel()
{
    m_next.reset();
    m_isCancelled = m_isAsking;
}

RuleSearcher::Answer RuleSearcher::answer(const Question &question, const Indexes &known)
{
    Answer result;
    result.sources = question.sources;
    const auto find = [&](const SearchIndex &index) {
        auto hits = index.find(question.query);
        std::move(hits.begin(), hits.end(), std::back_inserter(result.hits));
    };
    for (const auto &ruleset : question.sources.rulesets) {
        const auto isSame = [&ruleset](const IndexedRuleset &entry) {
            return entry.ruleset == ruleset
                || (entry.ruleset->backend == ruleset->backend
                    && entry.ruleset->family == ruleset->family && !ruleset->generation.empty()
                    && entry.ruleset->generation == ruleset->generation);
        };
        const auto old = std::find_if(known.rulesets.begin(), known.rulesets.end(), isSame);
        const auto index = old != known.rulesets.end()
            ? old->index
            : std::make_shared<const SearchIndex>(*ruleset);
        result.indexes.rulesets.push_back({ruleset, index});
        find(*index);
    }
    if (const auto &native = question.sources.native) {
        result.indexes.native = native;
        result.indexes.nativeIndex = native == known.native
            ? known.nativeIndex
            : std::make_shared<const SearchIndex>(*native);
        find(*result.indexes.nativeIndex);
    }
    return result;
}

void RuleSearcher::ask()
{
    m_isAsking = true;
    m_isCancelled = false;
    runAside(
        this,
        [question = *std::exchange(m_next, std::nullopt), known = m_indexes] {
            return answer(question, known);
        },
        [this](Answer &&result) {
            m_isAsking = false;
            releaseAside(std::exchange(m_indexes, std::move(result.indexes)));
            if (m_next) {
                ask();
            } else if (!m_isCancelled) {
                Q_EMIT found(result.sources, result.hits);
            }
            releaseAside(std::move(result.sources));
        });
}

} // namespace Portlight::App

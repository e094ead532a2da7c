// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/models/stagedchanges.h"

#include "app/models/stagedmarks.h"

#include <QUndoCommand>

#include <algorithm>
#include <limits>
#include <utility>

namespace Portlight::App
{

namespace
{

const Core::Chain *chainOf(const Core::Ruleset &ruleset, const Core::ChainPlace &place)
{
    const auto *table = ruleset.table(place.table);
    return table == nullptr ? nullptr : table->chain(place.chain);
}

StagedChanges::Side sideOf(const Core::ChainPlace &place)
{
    return {place.backend, place.family};
}

/// The rule with this text nearest to a position; 0 when there is none.
std::size_t nearest(const std::vector<Core::Rule> &rules, const std::string &text,
                    std::size_t wanted)
{
    std::size_t best = 0;
    auto bestDistance = std::numeric_limits<std::size_t>::max();
    for (std::size_t at = 1; !text.empty() && at <= rules.size(); ++at) {
        const std::size_t distance = at > wanted ? at - wanted : wanted - at;
        if (distance < bestDistance && rules[at - 1].text == text) {
            best = at;
            bestDistance = distance;
        }
    }
    return best;
}

/// Where a position that was between two rules is now. The first place stays the first one.
Core::Result<unsigned> placeBetween(const std::vector<Core::Rule> &rules, unsigned position,
                                    const std::string &previous, const std::string &next)
{
    if (position <= 1) {
        return 1U;
    }
    if (const auto at = nearest(rules, previous, position - 1)) {
        return static_cast<unsigned>(at) + 1;
    }
    if (const auto at = nearest(rules, next, position)) {
        return static_cast<unsigned>(at);
    }
    return Core::failure(Core::ErrorCode::Stale, "fit a change",
                         "the rules it was to stand between are gone");
}

std::vector<Core::Rule> without(const std::vector<Core::Rule> &rules, unsigned position)
{
    auto rest = rules;
    if (position >= 1 && position <= rest.size()) {
        rest.erase(rest.begin() + (position - 1));
    }
    return rest;
}

std::string textAt(const std::vector<Core::Rule> &rules, std::size_t position)
{
    return position >= 1 && position <= rules.size() ? rules[position - 1].text : std::string();
}

} // namespace

/// Puts intentions one after the other onto copies of the live rulesets.
class StagedChanges::Fitting
{
public:
    explicit Fitting(const StagedChanges &owner)
        : m_owner(owner)
    {
    }

    /// Notes what an insertion or a move stands between, in the model as it is before the change.
    Intent intentOf(const Core::Change &change)
    {
        Intent intent{change, {}, {}};
        const auto *place = Core::placeOf(change);
        const auto *chain = place == nullptr ? nullptr : chainOf(model(sideOf(*place)), *place);
        if (chain == nullptr) {
            return intent;
        }
        if (const auto *insert = std::get_if<Core::InsertRule>(&change)) {
            intent.previous = textAt(chain->rules, insert->position - 1);
            intent.next = textAt(chain->rules, insert->position);
        } else if (const auto *move = std::get_if<Core::MoveRule>(&change)) {
            const auto rest = without(chain->rules, move->position);
            intent.previous = textAt(rest, move->to - 1);
            intent.next = textAt(rest, move->to);
        }
        return intent;
    }

    /// Gives the change as it was applied, with exact positions.
    Core::Result<Core::Change> apply(const Intent &intent, std::vector<Core::Change> &inverse)
    {
        const auto *place = Core::placeOf(intent.change);
        if (place == nullptr) {
            return Core::failure(Core::ErrorCode::InvalidArgument, "stage a change",
                                 "settings are not staged with rules");
        }
        auto &ruleset = model(sideOf(*place));
        auto fitted = fit(ruleset, intent);
        if (!fitted) {
            return fitted;
        }
        auto undo = Core::applyChange(ruleset, *fitted);
        if (!undo) {
            return tl::unexpected(undo.error());
        }
        inverse.insert(inverse.begin(), undo->begin(), undo->end());
        return fitted;
    }

    void applyAll(const Intention &intention)
    {
        Step step{intention.text, {}, {}};
        std::vector<Core::Change> inverse;
        for (const auto &intent : intention.intents) {
            auto fitted = apply(intent, inverse);
            if (!fitted) {
                step.conflict = fitted.error();
                takeBack(inverse);
                step.changes.clear();
                for (const auto &meant : intention.intents) {
                    step.changes.push_back(meant.change);
                }
                m_steps.push_back(std::move(step));
                return;
            }
            step.changes.push_back(std::move(*fitted));
        }
        finish(std::move(step));
    }

    /// Of a step whose changes were all applied.
    void finish(Step &&step)
    {
        for (const auto &change : step.changes) {
            m_marks.at(sideOf(*Core::placeOf(change))).note(change);
        }
        m_steps.push_back(std::move(step));
    }

    void takeBack(const std::vector<Core::Change> &inverse)
    {
        for (const auto &change : inverse) {
            (void)Core::applyChange(model(sideOf(*Core::placeOf(change))), change);
        }
    }

    Core::Ruleset &model(const Side &side)
    {
        auto found = m_models.find(side);
        if (found == m_models.end()) {
            const auto live = m_owner.live(side);
            found = m_models.emplace(side, *live).first;
            m_marks.emplace(side, StagedMarks(live));
        }
        return found->second;
    }

    std::map<Side, Core::Ruleset> m_models;
    std::map<Side, StagedMarks> m_marks;
    std::vector<Step> m_steps;

private:
    static Core::Result<Core::Change> fit(const Core::Ruleset &ruleset, const Intent &intent)
    {
        const auto *chain = chainOf(ruleset, *Core::placeOf(intent.change));
        if (const auto *insert = std::get_if<Core::InsertRule>(&intent.change);
            insert != nullptr && chain != nullptr) {
            auto moved = *insert;
            const auto position =
                placeBetween(chain->rules, moved.position, intent.previous, intent.next);
            if (!position) {
                return tl::unexpected(position.error());
            }
            moved.position = *position;
            return Core::resolved(ruleset, moved);
        }
        auto exact = Core::resolved(ruleset, intent.change);
        if (auto *move = exact ? std::get_if<Core::MoveRule>(&*exact) : nullptr;
            move != nullptr && chain != nullptr) {
            const auto to = placeBetween(without(chain->rules, move->position), move->to,
                                         intent.previous, intent.next);
            if (!to) {
                return tl::unexpected(to.error());
            }
            move->to = *to;
        }
        return exact;
    }

    const StagedChanges &m_owner;
};

class StagedChanges::StepsCommand : public QUndoCommand
{
public:
    StepsCommand(StagedChanges &owner, const QString &text, std::vector<Intention> after)
        : QUndoCommand(text)
        , m_owner(owner)
        , m_before(owner.m_intentions)
        , m_after(std::move(after))
    {
    }
    void undo() override
    {
        m_owner.setIntentions(m_before);
    }
    void redo() override
    {
        // At first the owner has fitted them already: large rulesets are not copied twice.
        if (!std::exchange(m_isFitted, false)) {
            m_owner.setIntentions(m_after);
        }
    }
    void setFitted()
    {
        m_isFitted = true;
    }

private:
    StagedChanges &m_owner;
    std::vector<Intention> m_before;
    std::vector<Intention> m_after;
    bool m_isFitted = false;
};

StagedChanges::StagedChanges(QObject *parent)
    : QObject(parent)
{
}

QUndoStack *StagedChanges::undoStack()
{
    return &m_undo;
}

std::shared_ptr<const Core::Ruleset> StagedChanges::emptyRuleset(const Side &side) const
{
    auto ruleset = std::make_shared<Core::Ruleset>();
    ruleset->backend = side.first;
    ruleset->family = side.second;
    return ruleset;
}

void StagedChanges::setLive(const Rulesets &live)
{
    std::map<Side, std::shared_ptr<const Core::Ruleset>> now;
    for (const auto &ruleset : live) {
        now[{ruleset->backend, ruleset->family}] = ruleset;
    }
    if (m_intentions.empty()) {
        m_live = std::move(now);
        return;
    }
    bool rulesChanged = false;
    bool anyChanged = false;
    std::vector<Side> touched;
    for (const auto &[side, shown] : m_shown) {
        touched.push_back(side);
    }
    for (const auto &step : m_steps) {
        for (const auto &change : step.changes) {
            touched.push_back(sideOf(*Core::placeOf(change)));
        }
    }
    for (const auto &side : touched) {
        const auto before = this->live(side);
        const auto found = now.find(side);
        const auto after = found == now.end() ? emptyRuleset(side) : found->second;
        anyChanged = anyChanged || before != after;
        rulesChanged = rulesChanged || before->generation != after->generation;
    }
    m_live = std::move(now);
    if (anyChanged) {
        fit();
        Q_EMIT changed();
    }
    if (rulesChanged) {
        Q_EMIT refitted();
    }
}

Core::Result<void> StagedChanges::stage(const QString &text,
                                        const std::vector<Core::Change> &changes)
{
    if (changes.empty()) {
        return {};
    }
    Fitting fitting(*this);
    for (const auto &intention : m_intentions) {
        fitting.applyAll(intention);
    }
    Intention added{text, {}};
    Step step{text, {}, {}};
    std::vector<Core::Change> inverse;
    for (const auto &change : changes) {
        const auto intent = fitting.intentOf(change);
        auto applied = fitting.apply(intent, inverse);
        if (!applied) {
            return tl::unexpected(applied.error());
        }
        step.changes.push_back(std::move(*applied));
        added.intents.push_back(intent);
    }
    fitting.finish(std::move(step));
    auto after = m_intentions;
    after.push_back(std::move(added));
    auto *command = new StepsCommand(*this, text, after);
    command->setFitted();
    m_intentions = std::move(after);
    show(std::move(fitting));
    m_undo.push(command);
    Q_EMIT changed();
    return {};
}

void StagedChanges::leaveOut(int step)
{
    if (step < 0 || step >= static_cast<int>(m_intentions.size())) {
        return;
    }
    auto after = m_intentions;
    after.erase(after.begin() + step);
    m_undo.push(new StepsCommand(*this, tr("Leave Out a Change"), std::move(after)));
}

void StagedChanges::discard()
{
    if (!m_intentions.empty()) {
        m_undo.push(new StepsCommand(*this, tr("Discard All Changes"), {}));
    }
}

void StagedChanges::clear()
{
    m_undo.clear();
    setIntentions({});
}

void StagedChanges::setIntentions(const std::vector<Intention> &intentions)
{
    m_intentions = intentions;
    fit();
    Q_EMIT changed();
}

void StagedChanges::fit()
{
    Fitting fitting(*this);
    for (const auto &intention : m_intentions) {
        fitting.applyAll(intention);
    }
    show(std::move(fitting));
}

void StagedChanges::show(Fitting &&fitting)
{
    m_steps = std::move(fitting.m_steps);
    m_results.clear();
    m_shown.clear();
    for (auto &[side, model] : fitting.m_models) {
        const auto result = std::make_shared<const Core::Ruleset>(std::move(model));
        m_shown[side] = fitting.m_marks.at(side).shown(result);
        m_results[side] = result;
    }
}

bool StagedChanges::isEmpty() const
{
    return m_steps.empty();
}

const std::vector<StagedChanges::Step> &StagedChanges::steps() const
{
    return m_steps;
}

int StagedChanges::conflictCount() const
{
    return static_cast<int>(std::count_if(m_steps.begin(), m_steps.end(), [](const Step &step) {
        return step.conflict.has_value();
    }));
}

std::vector<Core::Change> StagedChanges::changes() const
{
    std::vector<Core::Change> all;
    for (const auto &step : m_steps) {
        if (!step.conflict) {
            all.insert(all.end(), step.changes.begin(), step.changes.end());
        }
    }
    return all;
}

std::vector<StagedChanges::Side> StagedChanges::sides() const
{
    std::vector<Side> all;
    for (const auto &change : changes()) {
        const auto side = sideOf(*Core::placeOf(change));
        if (std::find(all.begin(), all.end(), side) == all.end()) {
            all.push_back(side);
        }
    }
    return all;
}

std::map<std::string, std::string> StagedChanges::generations() const
{
    std::map<std::string, std::string> all;
    for (const auto &side : sides()) {
        if (const auto generation = live(side)->generation; !generation.empty()) {
            all[std::string(Core::toString(side.first)) + '/'
                + std::string(Core::toString(side.second))] = generation;
        }
    }
    return all;
}

std::shared_ptr<const Core::Ruleset> StagedChanges::live(const Side &side) const
{
    const auto found = m_live.find(side);
    return found == m_live.end() ? emptyRuleset(side) : found->second;
}

std::shared_ptr<const Core::Ruleset> StagedChanges::result(const Side &side) const
{
    const auto found = m_results.find(side);
    return found == m_results.end() ? live(side) : found->second;
}

const StagedRuleset *StagedChanges::shown(const Side &side) const
{
    const auto found = m_shown.find(side);
    return found == m_shown.end() ? nullptr : &found->second;
}

} // namespace Portlight::App

// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
// How the Rules page fills its lists, and how it searches them.
#include "app/models/chainlistmodel.h"
#include "app/models/firewallview.h"
#include "app/models/nevermatched.h"
#include "app/models/qtext.h"
#include "app/models/rulemodel.h"
#include "app/pages/ruleactions.h"
#include "app/pages/ruledetails.h"
#include "app/pages/rulelint.h"
#include "app/pages/rulespage.h"
#include "app/pages/session.h"
#include "app/pages/setmembers.h"
#include "app/widgets/messagebar.h"
#include "app/widgets/placeholderview.h"

#include <QAccessible>
#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QLocale>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QTimer>

#include <algorithm>
#include <iterator>

namespace Portlight::App
{

void RulesPage::showPlaceholder()
{
    if (session().hasData()) {
        return;
    }
    m_stack->setCurrentWidget(m_placeholder);
    switch (session().access()) {
    case Session::Access::Locked:
        m_placeholder->setContent(
            QStringLiteral("object-locked"), tr("The rules are locked"),
            tr("Reading them needs an administrator's permission. Nothing is changed."),
            tr("Unlock…"));
        break;
    case Session::Access::Asking:
    case Session::Access::Open:
        m_placeholder->setContent(QStringLiteral("countdown"), tr("Reading…"), {});
        break;
    case Session::Access::Missing:
        m_placeholder->setContent(
            QStringLiteral("result-unknown"), tr("The helper isn't installed"),
            tr("Install the package portlight-helper, or start \"portlight --direct\" as root."),
            tr("Try Again"));
        break;
    }
}

void RulesPage::showNoRules()
{
    m_stack->setCurrentWidget(m_placeholder);
    const auto &firewall = session().data();
    const auto otherFamily =
        family() == Core::Family::Ipv4 ? Core::Family::Ipv6 : Core::Family::Ipv4;
    const bool isElsewhere = family() && !backend()
        ? false
        : std::any_of(firewall.rulesets.begin(), firewall.rulesets.end(), [&](const auto &ruleset) {
              return family() && ruleset->family == otherFamily && ruleset->ruleCount() > 0;
          });
    m_placeholder->setContent(
        QStringLiteral("page-rules"), tr("No rules here"),
        isElsewhere
            ? tr("There are no %1 rules in %2. There are rules for the other IP version.")
                  .arg(m_family->currentText(), m_backend->currentText())
            : tr("There are no %1 rules in %2. Every connection is allowed, as far as they go.")
                  .arg(m_family->currentText(), m_backend->currentText()));
}

void RulesPage::showBanner()
{
    const auto &firewall = session().data();
    const bool areTwo =
        firewall.ruleCount(Core::Backend::Nft) > 0 && firewall.ruleCount(Core::Backend::Legacy) > 0;
    if (areTwo && backend()) {
        m_message->showMessage(MessageBar::Kind::Warning,
                               tr("Rules stand in two places, and the kernel asks both: a packet "
                                  "blocked in either is blocked."));
        m_message->setAction(tr("Show Both"), [this] {
            m_backendChosen = true;
            m_backend->setCurrentIndex(m_backend->count() - 1);
        });
    } else if (!firewall.nativeTables.empty() && !firewall.native) {
        QStringList names;
        for (const auto &name : firewall.nativeTables) {
            names << qtext(name);
        }
        m_message->showMessage(MessageBar::Kind::Information,
                               tr("Another program keeps tables that only nft shows: %1. They can "
                                  "block, too.")
                                   .arg(names.join(QLatin1String(", "))));
    } else {
        m_message->clear();
    }
}

void RulesPage::chooseBackend()
{
    if (m_backendChosen) {
        return;
    }
    // Until somebody chooses, the backend that holds rules is shown.
    const auto &firewall = session().data();
    const bool legacyOnly = firewall.ruleCount(Core::Backend::Nft) == 0
        && firewall.ruleCount(Core::Backend::Legacy) > 0;
    const QSignalBlocker blocker(m_backend);
    m_backend->setCurrentIndex(m_backend->findData(
        static_cast<int>(legacyOnly ? Core::Backend::Legacy : Core::Backend::Nft)));
}

void RulesPage::showData()
{
    if (!session().hasData()) {
        m_searcher->cancel();
        m_lint->clear();
        m_lintState->hide();
        m_sources = {};
        m_found.reset();
        m_chainModel->clear();
        m_rules->clear();
        showDetails();
        showPlaceholder();
        showHits();
        updateActions();
        return;
    }
    chooseBackend();
    showBanner();
    lookForMistakes();
    m_rules->setDefaultBackend(session().data().defaultBackend);
    if (isSearching()) {
        // What is shown and what was found in it change together.
        m_searcher->search(SearchQuery(m_search->text()), sources());
    } else {
        showSources(sources(), std::nullopt);
    }
}

void RulesPage::lookForMistakes()
{
    if (!isVisible() || !session().hasData()) {
        return;
    }
    std::vector<RuleLint::Side> sides;
    for (const auto &ruleset : session().data().rulesets) {
        const auto *staged = m_staged ? m_staged(ruleset->backend, ruleset->family) : nullptr;
        if (staged == nullptr) {
            sides.push_back({ruleset, nullptr});
        } else {
            sides.push_back({staged->ruleset, std::make_shared<const StagedRuleset>(*staged)});
        }
    }
    m_lint->look(std::move(sides), session().data().interfaces);
}

void RulesPage::showLint()
{
    switch (m_lint->state()) {
    case RuleLint::State::Looking:
        m_lintState->setText(tr("Looking for mistakes…"));
        break;
    case RuleLint::State::Done:
        m_lintState->clear();
        break;
    case RuleLint::State::TooLarge:
        m_lintState->setText(tr("Mistakes: not looked for"));
        m_lintState->setToolTip(tr("These rules are too many, or too entangled, to tell which of "
                                   "them can never match."));
        break;
    }
    m_lintState->setVisible(!m_lintState->text().isEmpty());
    if (!session().hasData()) {
        return;
    }
    if (m_actions->onlyMarked->isChecked()) {
        showData();
    } else if (m_rules->rowCount() > 0) {
        showChain();
    }
}

std::optional<std::vector<ChainHits>>
RulesPage::filtered(const std::optional<std::vector<ChainHits>> &hits) const
{
    std::optional<std::vector<ChainHits>> found = hits;
    const auto narrow = [&found](std::vector<ChainHits> &&chains) {
        found = found ? inBoth(*found, chains) : std::move(chains);
    };
    const auto add = [](std::vector<ChainHits> &all, std::vector<ChainHits> &&more) {
        std::move(more.begin(), more.end(), std::back_inserter(all));
    };
    if (m_actions->onlyQuiet->isChecked()) {
        std::vector<ChainHits> quiet;
        for (const auto &ruleset : m_sources.rulesets) {
            add(quiet, neverMatched(*ruleset));
        }
        if (m_sources.native) {
            add(quiet, neverMatched(*m_sources.native));
        }
        narrow(std::move(quiet));
    }
    if (m_actions->onlyMarked->isChecked()) {
        std::vector<ChainHits> marked;
        for (const auto &ruleset : m_sources.rulesets) {
            if (const auto marks = m_lint->marks(ruleset->backend, ruleset->family)) {
                const auto *staged =
                    m_staged ? m_staged(ruleset->backend, ruleset->family) : nullptr;
                add(marked, markedRules(*ruleset, staged, *marks));
            }
        }
        narrow(std::move(marked));
    }
    return found;
}

void RulesPage::showSources(const RuleSources &sources,
                            const std::optional<std::vector<ChainHits>> &hits)
{
    if (!session().hasData()) {
        return;
    }
    m_sources = sources;
    m_found = filtered(hits);
    m_rules->setQuery(hits ? SearchQuery(m_search->text()) : SearchQuery());
    ChainListModel::Content lists{sources.rulesets, sources.native, {}};
    if (family()) {
        lists.nativeFamilies = {"inet", "bridge", "netdev"};
        lists.nativeFamilies.emplace_back(family() == Core::Family::Ipv4 ? "ip" : "ip6");
        if (family() == Core::Family::Ipv4) {
            lists.nativeFamilies.emplace_back("arp");
        }
    }
    m_isFilling = true;
    m_chainModel->setContent(lists);
    m_chainModel->setHits(m_found);
    m_isFilling = false;
    const int preferred = m_chainModel->preferredRow();
    if (preferred < 0) {
        m_rules->clear();
        showNoRules();
        showHits();
        updateActions();
        return;
    }
    m_stack->setCurrentWidget(m_splitter);
    int row = m_place ? m_chainModel->rowOf(*m_place) : -1;
    if (row < 0) {
        row = preferred;
        m_toSelect.reset();
    }
    m_place = m_chainModel->place(row);
    if (m_chains->currentIndex().row() != row) {
        m_isFilling = true;
        m_chains->setCurrentIndex(m_chainModel->index(row));
        m_isFilling = false;
    }
    showChain();
}

std::optional<RulesPage::Remembered> RulesPage::remembered() const
{
    const int row = currentRow();
    if (row < 0) {
        return {};
    }
    const auto location = m_rules->location(row);
    return Remembered{location.number, location.rule};
}

void RulesPage::select(const std::optional<Remembered> &rule)
{
    int row = -1;
    if (rule && rule->text.empty() && rule->number > 0) {
        row = m_rules->rowOfIndex(rule->number - 1);
    } else if (rule) {
        row = m_rules->rowOf(rule->number, rule->text);
    }
    // A search is about rules: what happens otherwise was not searched.
    if (m_found && m_rules->isPolicyRow(row)) {
        row = 0;
    }
    row = std::clamp(row, 0, std::max(0, m_rules->rowCount() - 1));
    const auto index = m_rules->index(row, RuleModel::SentenceColumn);
    m_table->setCurrentIndex(index);
    m_table->scrollTo(index);
}

void RulesPage::showChain()
{
    if (!m_place) {
        return;
    }
    ChainContent content;
    content.place = *m_place;
    if (m_place->backend == Core::Backend::Native) {
        content.native = m_sources.native;
    } else {
        for (const auto &ruleset : m_sources.rulesets) {
            if (ruleset->backend == m_place->backend && ruleset->family == m_place->family) {
                content.ruleset = ruleset;
            }
        }
        content.quiet = session().data().quietRules(m_place->backend, m_place->family);
        content.lint = m_lint->marks(m_place->backend, m_place->family);
        const auto *staged = m_staged ? m_staged(m_place->backend, m_place->family) : nullptr;
        if (staged != nullptr && staged->ruleset == content.ruleset) {
            if (const auto *marks = staged->marksOf(m_place->table, m_place->chain)) {
                content.marks = *marks;
            }
        }
    }
    if (m_found) {
        const auto *hits = hitsIn(*m_place);
        content.found = hits != nullptr ? *hits : std::vector<std::uint32_t>();
    }
    const bool isSameChain = m_rules->rowCount() > 0 && m_rules->place() == *m_place;
    const auto before = m_toSelect ? std::exchange(m_toSelect, std::nullopt)
        : isSameChain              ? remembered()
                                   : std::nullopt;
    const bool hasHits = content.found && !content.found->empty();
    m_rules->setContent(std::move(content), session().seconds());
    if (m_rules->rowCount() > 0
        && (!m_table->currentIndex().isValid()
            || (hasHits && m_rules->isPolicyRow(currentRow())))) {
        select(before);
    }
    showDetails();
    showHits();
    updateActions();
}

void RulesPage::showDetails()
{
    m_details->showRule(*m_rules, currentRow());
    m_sets->follow(*m_rules, currentRow());
}

void RulesPage::showLocation(const Core::Location &location)
{
    m_backendChosen = true;
    m_search->clear();
    m_searchDelay->stop();
    m_searcher->cancel();
    {
        const QSignalBlocker familyBlocker(m_family);
        const QSignalBlocker backendBlocker(m_backend);
        if (!isShown(location.backend, location.family)
            && location.backend != Core::Backend::Native) {
            m_family->setCurrentIndex(m_family->findData(static_cast<int>(location.family)));
            m_backend->setCurrentIndex(m_backend->findData(static_cast<int>(location.backend)));
        }
    }
    {
        // The rule may be none of those that a filter shows.
        const QSignalBlocker quietBlocker(m_actions->onlyQuiet);
        const QSignalBlocker markedBlocker(m_actions->onlyMarked);
        m_actions->onlyQuiet->setChecked(false);
        m_actions->onlyMarked->setChecked(false);
    }
    m_place = Core::ChainPlace{location.backend, location.family, location.table, location.chain};
    showData();
    if (m_rules->rowCount() > 0) {
        const int row = m_rules->rowOf(location.number, location.rule);
        select(row >= 0 ? Remembered{location.number, location.rule}
                        : Remembered{location.number, {}});
    }
    m_table->setFocus();
}

bool RulesPage::isSearching() const
{
    return !m_search->text().trimmed().isEmpty();
}

void RulesPage::searchNow()
{
    m_searchDelay->stop();
    if (!session().hasData()) {
        return;
    }
    if (isSearching()) {
        m_searcher->search(SearchQuery(m_search->text()), sources());
        return;
    }
    m_searcher->cancel();
    showSources(sources(), std::nullopt);
    if (m_table->currentIndex().isValid()) {
        m_table->scrollTo(m_table->currentIndex());
    }
}

const std::vector<std::uint32_t> *RulesPage::hitsIn(const Core::ChainPlace &place) const
{
    if (!m_found) {
        return nullptr;
    }
    const auto found = std::find_if(m_found->begin(), m_found->end(), [&](const ChainHits &chain) {
        return chain.place == place;
    });
    return found == m_found->end() ? nullptr : &found->rules;
}

int RulesPage::hitsBefore(int chainRow) const
{
    int count = 0;
    for (int row = 0; row < chainRow; ++row) {
        count += m_chainModel->index(row).data(ChainListModel::HitsRole).toInt();
    }
    return count;
}

void RulesPage::showHits()
{
    const QLocale locale;
    QString text;
    int total = 0;
    if (m_found) {
        total = hitsBefore(m_chainModel->rowCount());
        const auto *here = m_place ? hitsIn(*m_place) : nullptr;
        const auto current = m_rules->indexOf(currentRow());
        if (total == 0) {
            text = tr("Nothing found");
        } else if (here != nullptr && current) {
            const auto place = std::lower_bound(here->begin(), here->end(), *current);
            const int number = hitsBefore(m_chainModel->rowOf(*m_place))
                + static_cast<int>(place - here->begin()) + 1;
            text =
                tr("%1 of %2", "rules found").arg(locale.toString(number), locale.toString(total));
        } else {
            text = tr("%n found", "rules", total);
        }
    }
    m_tableStack->setCurrentIndex(m_found && total == 0 ? 1 : 0);
    if (m_found && total == 0) {
        showNothingFound();
    }
    m_hits->setText(text);
    if (text != m_announced) {
        m_announced = text;
        if (!text.isEmpty()) {
            QAccessibleEvent alert(m_hits, QAccessible::Alert);
            QAccessible::updateAccessibility(&alert);
        }
    }
}

void RulesPage::showNothingFound()
{
    const QString searched = m_search->text().trimmed();
    if (m_actions->onlyMarked->isChecked()) {
        const bool isKnown = m_lint->state() == RuleLint::State::Done;
        const bool isAlone = searched.isEmpty() && !m_actions->onlyQuiet->isChecked();
        m_nothingFound->setContent(
            isKnown ? QStringLiteral("result-ok") : QStringLiteral("result-unknown"),
            isKnown ? tr("No remarks") : m_lintState->text(),
            !isKnown ? tr("Whether rules hide, repeat or contradict each other is not known.")
                : isAlone
                ? tr("No rule is hidden by others, repeats or contradicts them.")
                : tr("None of the rules found is hidden by others, repeats or contradicts "
                     "them."),
            tr("Show All Rules"));
    } else if (!m_actions->onlyQuiet->isChecked()) {
        m_nothingFound->setContent(
            QStringLiteral("edit-find"), tr("Nothing found"),
            tr("No rule speaks of \"%1\". All lists were searched.").arg(searched),
            tr("Clear Search"));
    } else if (searched.isEmpty()) {
        m_nothingFound->setContent(QStringLiteral("result-ok"), tr("Every rule has matched"),
                                   tr("Each rule whose packets are counted has seen at least one."),
                                   tr("Show All Rules"));
    } else {
        m_nothingFound->setContent(QStringLiteral("edit-find"), tr("Nothing found"),
                                   tr("No rule that never matched speaks of \"%1\".").arg(searched),
                                   tr("Show All Rules"));
    }
}

void RulesPage::find(int direction)
{
    if (!m_found || m_found->empty() || !m_place) {
        return;
    }
    const int lists = m_chainModel->rowCount();
    const int here = m_chainModel->rowOf(*m_place);
    const auto *hits = hitsIn(*m_place);
    if (hits != nullptr) {
        // The rows shown are the rules found, and the policy behind them.
        const int next = currentRow() + direction;
        if (next >= 0 && next < static_cast<int>(hits->size())) {
            m_table->setCurrentIndex(m_rules->index(next, RuleModel::SentenceColumn));
            return;
        }
    }
    for (int step = 1; step <= lists; ++step) {
        const int row = ((here + direction * step) % lists + lists) % lists;
        const auto place = m_chainModel->place(row);
        const auto *others = place ? hitsIn(*place) : nullptr;
        if (others == nullptr) {
            continue;
        }
        m_chains->setCurrentIndex(m_chainModel->index(row));
        const int rule = direction > 0 ? 0 : static_cast<int>(others->size()) - 1;
        m_table->setCurrentIndex(m_rules->index(rule, RuleModel::SentenceColumn));
        return;
    }
}

} // namespace Portlight::App

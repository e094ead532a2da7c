// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/models/stagedruleset.h"
#include "app/pages/page.h"
#include "app/pages/rulesearcher.h"
#include "core/change/change.h"
#include "core/ruleset/ruleset.h"

#include <functional>
#include <optional>

class QAction;
class QComboBox;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QListView;
class QMenu;
class QSplitter;
class QStackedWidget;
class QTableView;
class QTimer;

namespace Portlight::App
{

class ChainListModel;
class MessageBar;
class PlaceholderView;
class RuleActions;
class RuleDetails;
class RuleLint;
class RuleModel;
class SetMembers;

/// All chains of the families and backends that are chosen, in the order of the kernel, with
/// counters that move; and the tables that only nft shows.
class RulesPage : public Page
{
    Q_OBJECT

public:
    explicit RulesPage(Session &session, QWidget *parent = nullptr);
    ~RulesPage() override;

    void refresh() override;
    bool focusSearch() override;
    void showLocation(const Core::Location &location);
    /// The rule or policy that is selected; nothing for what is only shown (native nftables) and
    /// for a rule that is staged to be removed.
    std::optional<Core::Location> currentLocation() const;
    /// The chain that is shown; nothing for what is only shown.
    std::optional<Core::ChainPlace> currentPlace() const;
    /// For the menu bar: all that the buttons and context menus of the page offer.
    const RuleActions &actions() const;
    /// Adds what this page has for the menu "View".
    void fillViewMenu(QMenu *menu);

    /// Where the page finds the rules as they will be, with marks, while changes are staged; null
    /// for a side without any. The pointer is used at once and not kept.
    using StagedSource =
        std::function<const StagedRuleset *(Core::Backend backend, Core::Family family)>;
    void setStagedSource(StagedSource source);
    /// The staged changes are others now.
    void showStaged();

Q_SIGNALS:
    /// Somebody wants a change. Nothing is changed by the page; an action is shown only while its
    /// signal is connected. `position` counts from 1; one past the end appends.
    void addRequested(const Portlight::Core::ChainPlace &place, unsigned position);
    void editRequested(const Portlight::Core::Location &location);
    /// A rule like this one is to be made, right behind it.
    void duplicateRequested(const Portlight::Core::Location &location);
    void switchRequested(const Portlight::Core::Location &location, bool on);
    void removeRequested(const Portlight::Core::Location &location);
    /// `to` is the rule's position afterwards.
    void moveRequested(const Portlight::Core::Location &location, unsigned to);
    void policyRequested(const Portlight::Core::ChainPlace &place);
    /// Position 0: the whole chain.
    void zeroRequested(const Portlight::Core::ChainPlace &place, unsigned position);
    /// `place` names the table in which the new list belongs; its chain is the one shown.
    void newChainRequested(const Portlight::Core::ChainPlace &place);
    void renameChainRequested(const Portlight::Core::ChainPlace &place);
    void flushChainRequested(const Portlight::Core::ChainPlace &place);
    void removeChainRequested(const Portlight::Core::ChainPlace &place);
    /// All running rules are to survive a restart.
    void permanentRequested();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void connectNotify(const QMetaMethod &signal) override;
    void disconnectNotify(const QMetaMethod &signal) override;

private:
    /// A rule as it is remembered while rows come and go.
    struct Remembered {
        unsigned number = 0;
        std::string text; ///< empty: whatever has the number
    };

    void makeBar(QHBoxLayout *bar);
    void makeLists();
    void makeConnections();
    void restoreSettings();
    void saveSettings() const;

    /// Nothing: both.
    std::optional<Core::Backend> backend() const;
    std::optional<Core::Family> family() const;
    bool isShown(Core::Backend backend, Core::Family family) const;
    RuleSources sources() const;
    bool isSearching() const;

    void showData();
    void lookForMistakes();
    void showLint();
    std::optional<std::vector<ChainHits>>
    filtered(const std::optional<std::vector<ChainHits>> &hits) const;
    void showSources(const RuleSources &sources, const std::optional<std::vector<ChainHits>> &hits);
    void showChain();
    void showBanner();
    void showPlaceholder();
    void showNoRules();
    void showNothingFound();
    void showDetails();
    void chooseBackend();
    void askForRules();
    std::optional<Remembered> remembered() const;
    void select(const std::optional<Remembered> &rule);
    int currentRow() const;

    void searchNow();
    void showHits();
    void find(int direction);
    /// Rules found in chains above this one, in the order of the list.
    int hitsBefore(int chainRow) const;
    const std::vector<std::uint32_t> *hitsIn(const Core::ChainPlace &place) const;

    void makeActions();
    void connectActions();
    void showOffered();
    void updateActions();
    void showMenu(QWidget *view, const QPoint &at, const QList<QAction *> &actions);
    void nextPane();

    QComboBox *m_family;
    QComboBox *m_backend;
    QLineEdit *m_search;
    QLabel *m_hits;
    QLabel *m_lintState;
    MessageBar *m_message;
    QStackedWidget *m_stack;
    PlaceholderView *m_placeholder;
    ChainListModel *m_chainModel;
    QListView *m_chains;
    RuleModel *m_rules;
    QTableView *m_table;
    QStackedWidget *m_tableStack;
    PlaceholderView *m_nothingFound;
    RuleActions *m_actions;
    QWidget *m_buttons;
    RuleDetails *m_details;
    QSplitter *m_splitter;
    QSplitter *m_right;
    RuleSearcher *m_searcher;
    SetMembers *m_sets;
    RuleLint *m_lint;
    QTimer *m_tick;
    QTimer *m_searchDelay;

    StagedSource m_staged;
    RuleSources m_sources; ///< as shown
    /// In m_sources, by the search or by a filter; nothing: all is shown.
    std::optional<std::vector<ChainHits>> m_found;
    std::optional<Core::ChainPlace> m_place;
    std::optional<Remembered> m_toSelect; ///< from the settings or a link, until it is shown
    QString m_announced;
    bool m_backendChosen = false;
    bool m_isFilling = false; ///< the list of chains changes, but nobody chose another one
};

} // namespace Portlight::App

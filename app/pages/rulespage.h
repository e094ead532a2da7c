// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/pages/page.h"
#include "core/change/change.h"
#include "core/ruleset/ruleset.h"

#include <optional>

class QAction;
class QComboBox;
class QLabel;
class QLineEdit;
class QListView;
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
class RuleFilterModel;
class RuleModel;

/// All chains of one family and backend, in the order of the kernel, with counters that move.
class RulesPage : public Page
{
    Q_OBJECT

public:
    explicit RulesPage(Session &session, QWidget *parent = nullptr);
    ~RulesPage() override;

    void refresh() override;
    bool focusSearch() override;
    void showLocation(const Core::Location &location);
    /// The rule or policy that is selected; nothing for what is only shown (native nftables).
    std::optional<Core::Location> currentLocation() const;
    /// The chain that is shown; nothing for what is only shown.
    std::optional<Core::ChainPlace> currentPlace() const;
    /// For the menu bar: all that the buttons and context menus of the page offer.
    const RuleActions &actions() const;

Q_SIGNALS:
    /// Somebody wants a change. Nothing is changed by the page; an action is shown only while its
    /// signal is connected. `position` counts from 1; one past the end appends.
    void addRequested(const Portlight::Core::ChainPlace &place, unsigned position);
    void editRequested(const Portlight::Core::Location &location);
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

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void connectNotify(const QMetaMethod &signal) override;
    void disconnectNotify(const QMetaMethod &signal) override;

private:
    Core::Backend backend() const;
    Core::Family family() const;
    void showData();
    void showChain();
    void showBanner();
    void showHits();
    void showPlaceholder();
    void makeActions();
    void showOffered();
    void updateActions();
    void showMenu(QWidget *view, const QPoint &at, const QList<QAction *> &actions);
    int currentSourceRow() const;

    QComboBox *m_family;
    QComboBox *m_backend;
    QLineEdit *m_search;
    QLabel *m_hits;
    MessageBar *m_message;
    QStackedWidget *m_stack;
    PlaceholderView *m_placeholder;
    ChainListModel *m_chainModel;
    QListView *m_chains;
    RuleModel *m_rules;
    RuleFilterModel *m_filter;
    QTableView *m_table;
    RuleActions *m_actions;
    QWidget *m_buttons;
    RuleDetails *m_details;
    QSplitter *m_splitter;
    QSplitter *m_right;
    QTimer *m_tick;
    QTimer *m_searchDelay;
    bool m_backendChosen = false;
    QString m_tableName;
    QString m_chain;
};

} // namespace Portlight::App

// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/pages/page.h"
#include "core/ruleset/ruleset.h"

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

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    Core::Backend backend() const;
    Core::Family family() const;
    void showData();
    void showChain();
    void showBanner();
    void showHits();
    void showPlaceholder();
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
